package org.jobyard.security;

import java.time.Instant;
import java.util.UUID;

/**
 * A user as administrators see it.
 *
 * @param id its id
 * @param name its name, unique over all tenants
 * @param tenant its tenant
 * @param role what it may do
 * @param createdAt when it was made
 * @param disabledAt since when it may not come in; null: it may
 */
public record UserView(UUID id, String name, String tenant, Role role, Instant createdAt, Instant disabledAt) {}
