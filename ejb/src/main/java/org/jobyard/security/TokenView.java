package org.jobyard.security;

import java.time.Instant;
import java.util.UUID;

/**
 * A token without its secret.
 *
 * @param id its id
 * @param user name of the user it stands for
 * @param name what it is for
 * @param createdAt when it was issued
 * @param expiresAt when it ends; null: never
 * @param revokedAt when it was revoked; null: it was not
 * @param lastUsedAt when it was last used, to about a minute; null: never
 */
public record TokenView(
        UUID id,
        String user,
        String name,
        Instant createdAt,
        Instant expiresAt,
        Instant revokedAt,
        Instant lastUsedAt) {}
