package org.jobyard.security;

import java.util.UUID;

/**
 * Whose a token is, be it valid or not.
 *
 * @param token its id
 * @param tenant the tenant of its user
 */
public record TokenOwner(UUID token, String tenant) {}
