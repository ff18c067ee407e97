package org.jobyard.security;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.Texts;

/** API tokens. A token can do what its user can. */
@Stateless
public class Tokens {
    private static final int NAME_MAX = 100;
    private static final String SELECT =
            "select t.id, u.name as user_name, u.tenant, t.name, t.created_at, t.expires_at, t.revoked_at,"
                    + " t.last_used_at from api_token t join app_user u on u.id = t.user_id ";

    @Inject
    Database database;

    @Inject
    Accounts accounts;

    @Inject
    KnownTokens known;

    @Inject
    Clock clock;

    /**
     * Issues a token.
     *
     * @return it with its secret, shown this once
     * @throws JobyardException INVALID, FORBIDDEN for another user's, NOT_FOUND when there is no such user
     */
    public TokenSecret issue(Caller caller, NewToken token) {
        check(token);
        UUID user = token.user() == null || token.user().equals(caller.name())
                ? caller.userId()
                : administered(caller, token.user());
        String secret = Secrets.generate();
        Instant expires = token.validFor() == null ? null : clock.instant().plus(token.validFor());
        UUID id = accounts.insert(user, token.name(), secret, expires);
        return new TokenSecret(
                database.first(SELECT + "where t.id = ?", Tokens::view, id).orElseThrow(), secret);
    }

    /** The own tokens; for administrators those of all users they administer. Newest first. */
    public List<TokenView> list(Caller caller) {
        if (caller.role() != Role.ADMIN) {
            return database.list(SELECT + "where u.id = ? order by t.id desc", Tokens::view, caller.userId());
        }
        String anyTenant = caller.administers(null) ? null : caller.tenant();
        return database.list(
                SELECT + "where cast(? as text) is null or u.tenant = ? order by t.id desc",
                Tokens::view,
                anyTenant,
                anyTenant);
    }

    /**
     * Revokes a token at once; a second time changes nothing.
     *
     * @throws JobyardException NOT_FOUND when there is none that the caller may revoke
     */
    public void revoke(Caller caller, UUID id) {
        boolean allowed = list(caller).stream().anyMatch(token -> token.id().equals(id));
        if (!allowed) {
            throw new JobyardException(ErrorCode.NOT_FOUND, "There is no such token.");
        }
        database.update("update api_token set revoked_at = coalesce(revoked_at, ?) where id = ?", clock.instant(), id);
        known.forget();
    }

    /** Whose a secret is, valid or not; empty when no token has it. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<TokenOwner> owner(String secret) {
        return database.first(
                "select t.id, u.tenant from api_token t join app_user u on u.id = t.user_id where t.secret_hash = ?",
                row -> new TokenOwner(row.uuid("id"), row.text("tenant")),
                Secrets.hash(secret));
    }

    /**
     * Issues a token that can stand for another one whose secret nobody has kept, such as that of a message which an
     * operator sends back.
     *
     * @param validFor how long; never longer than the other token
     * @return its secret; empty when the other token is not valid any more
     */
    public Optional<String> renew(UUID token, Duration validFor) {
        record Old(UUID user, String name, Instant expiresAt) {}
        Instant now = clock.instant();
        Instant most = now.plus(validFor);
        return database.first(
                        "select t.user_id, t.name, t.expires_at from api_token t join app_user u on u.id = t.user_id"
                                + " where t.id = ? and t.revoked_at is null and u.disabled_at is null"
                                + " and (t.expires_at is null or t.expires_at > ?)",
                        row -> new Old(row.uuid("user_id"), row.text("name"), row.instant("expires_at")),
                        token,
                        now)
                .map(old -> {
                    String secret = Secrets.generate();
                    Instant expires =
                            old.expiresAt() != null && old.expiresAt().isBefore(most) ? old.expiresAt() : most;
                    accounts.insert(old.user(), Texts.shortened("for " + old.name(), NAME_MAX), secret, expires);
                    return secret;
                });
    }

    private UUID administered(Caller caller, String name) {
        caller.require(Role.ADMIN);
        record Found(UUID id, String tenant) {}
        return database.first(
                        "select id, tenant from app_user where name = ? and disabled_at is null",
                        row -> new Found(row.uuid("id"), row.text("tenant")),
                        name)
                .filter(found -> caller.administers(found.tenant()))
                .map(Found::id)
                .orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no such user."));
    }

    private static void check(NewToken token) {
        List<FieldError> errors = new ArrayList<>();
        if (token.name() == null || token.name().isBlank() || token.name().length() > NAME_MAX) {
            errors.add(new FieldError("name", "must have 1 to " + NAME_MAX + " characters"));
        }
        if (token.validFor() != null
                && (token.validFor().isNegative() || token.validFor().isZero())) {
            errors.add(new FieldError("validFor", "must be more than 0"));
        }
        if (!errors.isEmpty()) {
            throw new JobyardException(ErrorCode.INVALID, "The token is not valid.", errors);
        }
    }

    private static TokenView view(Row row) throws SQLException {
        return new TokenView(
                row.uuid("id"),
                row.text("user_name"),
                row.text("name"),
                row.instant("created_at"),
                row.instant("expires_at"),
                row.instant("revoked_at"),
                row.instant("last_used_at"));
    }
}
