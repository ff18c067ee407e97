package org.jobyard.submission;

import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.NameTakenException;
import org.jobyard.registration.Registered;

/** What submitters are told of a registration. */
final class Answers {
    private Answers() {}

    static Submitted orThrow(Registered registered) {
        return switch (registered.kind()) {
            case NEW -> submitted(registered, false);
            case REPLAYED -> submitted(registered, true);
            case CONFLICT ->
                throw new JobyardException(
                        ErrorCode.CONFLICT, "The id " + registered.id() + " is taken; choose another one.");
            case MISMATCH ->
                throw new JobyardException(
                        ErrorCode.MISMATCH,
                        "This idempotency key came with another request before; choose another key.");
            case NAME_TAKEN -> throw new NameTakenException(registered.name(), registered.id());
        };
    }

    private static Submitted submitted(Registered registered, boolean replayed) {
        return new Submitted(
                registered.id(),
                registered.name(),
                registered.state(),
                registered.reason(),
                registered.scheduledAt(),
                replayed);
    }
}
