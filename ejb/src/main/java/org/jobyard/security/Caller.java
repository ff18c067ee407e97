package org.jobyard.security;

import java.util.UUID;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;

/**
 * Who asks. Every use case takes one and checks it, so that API, console and messages obey the same rules.
 *
 * @param userId the user
 * @param name the user's name
 * @param tenant the user's tenant
 * @param role what the user may do
 * @param via how the user came in
 */
public record Caller(UUID userId, String name, String tenant, Role role, AccessPath via) {
    /** The tenant whose administrators manage the users of all tenants. */
    public static final String DEFAULT_TENANT = "default";

    /**
     * Checks that the caller's role is enough.
     *
     * @throws JobyardException {@link ErrorCode#FORBIDDEN} when it is not
     */
    public void require(Role needed) {
        if (!role.covers(needed)) {
            throw new JobyardException(
                    ErrorCode.FORBIDDEN,
                    "This needs the role " + needed.name().toLowerCase(java.util.Locale.ROOT)
                            + "; ask an administrator.");
        }
    }

    /** The same user, come in another way. */
    Caller via(AccessPath path) {
        return new Caller(userId, name, tenant, role, path);
    }

    /** True when the caller may manage users of {@code otherTenant}. */
    public boolean administers(String otherTenant) {
        return role == Role.ADMIN && (tenant.equals(DEFAULT_TENANT) || tenant.equals(otherTenant));
    }
}
