package org.jobyard.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jobyard.messaging.DeadLetters;
import org.jobyard.messaging.Incoming;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.message.Queues;
import org.jobyard.security.AccessPath;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.testing.TestCore;

/** Dead letters, and who sees them. Base of the tests of each theme. */
abstract class LettersFixture {
    static final Caller OPERATOR = caller(Caller.DEFAULT_TENANT, Role.OPERATOR);
    static final Caller ROOT = caller(Caller.DEFAULT_TENANT, Role.ADMIN);
    static final LetterFilter ANY = new LetterFilter(null, null);

    final TestCore core = new TestCore();
    final LetterQueries letters = core.bean(LetterQueries.class);
    final SettleLetters settle = core.bean(SettleLetters.class);

    static Caller caller(String tenant, Role role) {
        return new Caller(UUID.randomUUID(), "olga", tenant, role, AccessPath.TOKEN);
    }

    static Map<String, Object> failed(String reason) {
        return new LinkedHashMap<>(Map.of(
                DeadLetters.REASON,
                reason,
                DeadLetters.ORIGIN,
                Queues.EVENTS,
                DeadLetters.AT,
                TestCore.START.toString(),
                Marks.FIRST,
                TestCore.START.minusSeconds(60).toString(),
                Marks.STACK_DIGEST,
                "0123456789abcdef",
                Marks.ATTEMPTS,
                5,
                "x-delivery-count",
                1,
                "jobyard_offset",
                7_000_000_000L));
    }

    final void keep(LetterKind kind, Map<String, Object> headers, byte[] body) {
        Incoming message = new Incoming("m1", "c1", null, headers, body);
        core.inTransaction(() -> core.bean(KeepLetters.class).keep(kind, List.of(message)));
    }

    final List<LetterSummary> seen(Caller by) {
        return letters.list(by, ANY, null, 50).letters();
    }

    final UUID only() {
        return seen(ROOT).get(0).id();
    }

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        JobyardException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
