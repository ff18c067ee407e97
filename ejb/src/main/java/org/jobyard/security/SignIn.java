package org.jobyard.security;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;

/**
 * Checks names and passwords. Guessing is slowed twice: per user in the database, per remote address in this node's
 * memory. Both waits double with each further failure.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SignIn {
    /** Failures of a user before the first wait. */
    private static final int USER_FAILURES = 5;

    @Inject
    Database database;

    @Inject
    Passwords passwords;

    @Inject
    AddressBrake addresses;

    @Inject
    Clock clock;

    private record Candidate(Caller caller, String hash, int failures, Instant lockedUntil, boolean disabled) {
        static Candidate read(Row row) throws java.sql.SQLException {
            Caller caller = new Caller(
                    row.uuid("id"),
                    row.text("name"),
                    row.text("tenant"),
                    row.constant("role", Role.class),
                    AccessPath.FORM);
            return new Candidate(
                    caller,
                    row.text("password_hash"),
                    row.integer("failures"),
                    row.instant("locked_until"),
                    row.instant("disabled_at") != null);
        }
    }

    /**
     * Verifies a password. Takes about as long for a user that does not exist.
     *
     * @param remoteAddress where the attempt comes from
     */
    public SignInResult verify(String user, String password, String remoteAddress) {
        Instant now = clock.instant();
        Optional<Instant> addressWait = addresses.lockedUntil(remoteAddress, now);
        if (addressWait.isPresent()) {
            return new SignInResult.Locked(addressWait.get());
        }
        Optional<Candidate> found = database.first(
                "select id, tenant, name, role, password_hash, failures, locked_until, disabled_at from app_user"
                        + " where name = ?",
                Candidate::read,
                user);
        if (found.isPresent()
                && found.get().lockedUntil() != null
                && found.get().lockedUntil().isAfter(now)) {
            return new SignInResult.Locked(found.get().lockedUntil());
        }
        boolean right = passwords.verify(password, found.map(Candidate::hash));
        if (right && !found.orElseThrow().disabled()) {
            return succeeded(found.get(), remoteAddress);
        }
        addresses.failed(remoteAddress, now);
        found.ifPresent(candidate -> failed(candidate, now));
        return new SignInResult.Refused();
    }

    /**
     * A caller who signed in earlier as the user is now, with a role that may have changed; empty when the user is barred.
     *
     * @param earlier whom {@link #verify} gave
     */
    public Optional<Caller> renew(Caller earlier) {
        return database.first(
                "select id, name, tenant, role from app_user where id = ? and disabled_at is null",
                row -> new Caller(
                        row.uuid("id"),
                        row.text("name"),
                        row.text("tenant"),
                        row.constant("role", Role.class),
                        earlier.via()),
                earlier.userId());
    }

    private SignInResult succeeded(Candidate candidate, String remoteAddress) {
        addresses.succeeded(remoteAddress);
        if (candidate.failures() > 0) {
            database.update(
                    "update app_user set failures = 0, locked_until = null where id = ?",
                    candidate.caller().userId());
        }
        return new SignInResult.Success(candidate.caller());
    }

    private void failed(Candidate candidate, Instant now) {
        int failures = candidate.failures() + 1;
        Instant until = failures < USER_FAILURES ? null : now.plus(AddressBrake.delay(failures - USER_FAILURES));
        database.update(
                "update app_user set failures = failures + 1, locked_until = ? where id = ?",
                until,
                candidate.caller().userId());
    }
}
