package org.jobyard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jobyard.persistence.Database;

/**
 * Tells whose token a request carries. On the way of every request, so it begins no transaction, and mostly does not ask
 * the database. Thread-safe.
 */
@ApplicationScoped
public class BearerTokens {
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    @Inject
    Database database;

    @Inject
    KnownTokens known;

    @Inject
    Clock clock;

    /**
     * Who stands behind a secret; empty when it is unknown, expired or revoked, or its user is barred. What another node
     * revokes or bars is heard of within a second.
     *
     * @param via the way the secret came
     */
    public Optional<Caller> authenticate(String secret, AccessPath via) {
        return known.find(Secrets.hash(secret), this::read).map(caller -> caller.via(via));
    }

    private Optional<KnownTokens.Known> read(byte[] hash) {
        Instant now = clock.instant();
        record Found(Caller caller, Instant expiresAt, Instant lastUsedAt) {}
        Optional<Found> found = database.first(
                "select u.id, u.name, u.tenant, u.role, t.expires_at, t.last_used_at"
                        + " from api_token t join app_user u on u.id = t.user_id"
                        + " where t.secret_hash = ? and t.revoked_at is null and u.disabled_at is null"
                        + " and (t.expires_at is null or t.expires_at > ?)",
                row -> new Found(
                        new Caller(
                                row.uuid("id"),
                                row.text("name"),
                                row.text("tenant"),
                                row.constant("role", Role.class),
                                AccessPath.TOKEN),
                        row.instant("expires_at"),
                        row.instant("last_used_at")),
                hash,
                now);
        Instant noted = now.minus(USE_NOTED_EVERY);
        if (found.isPresent()
                && (found.get().lastUsedAt() == null || found.get().lastUsedAt().isBefore(noted))) {
            database.update(
                    "update api_token set last_used_at = ? where secret_hash = ?"
                            + " and (last_used_at is null or last_used_at < ?)",
                    now,
                    hash,
                    noted);
        }
        return found.map(token -> new KnownTokens.Known(token.caller(), token.expiresAt()));
    }
}
