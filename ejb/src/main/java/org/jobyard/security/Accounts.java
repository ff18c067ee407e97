package org.jobyard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobyard.persistence.Database;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.Ids;
import org.jobyard.platform.JobyardException;

/** Writes new users and tokens that were checked. Needs a transaction of the caller's. */
@ApplicationScoped
class Accounts {
    @Inject
    Database database;

    @Inject
    Passwords passwords;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** Inserts a checked user. */
    UserView insert(NewUser user, String tenant) {
        database.update(
                "insert into tenant (id, created_at) values (?, ?) on conflict do nothing", tenant, clock.instant());
        int inserted = database.update(
                "insert into app_user (id, tenant, name, role, password_hash, created_at) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (name) do nothing",
                ids.next(),
                tenant,
                user.name(),
                user.role(),
                passwords.generate(user.password()),
                clock.instant());
        if (inserted == 0) {
            throw new JobyardException(
                    ErrorCode.CONFLICT, "There is a user of that name.", List.of(new FieldError("name", "is taken")));
        }
        return database.first(Users.SELECT + "where name = ?", Users::view, user.name())
                .orElseThrow();
    }

    /** Keeps a token by its secret; a secret that is known already stays with its token. */
    UUID insert(UUID user, String name, String secret, Instant expires) {
        UUID id = ids.next();
        database.update(
                "insert into api_token (id, user_id, name, secret_hash, created_at, expires_at)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict (secret_hash) do nothing",
                id,
                user,
                name,
                Secrets.hash(secret),
                clock.instant(),
                expires);
        return id;
    }
}
