package org.jobyard.security;

/**
 * A user to be made.
 *
 * @param name 1 to 64 of letters, digits, {@code . _ @ -}
 * @param password at least 10 characters
 * @param role what it may do
 * @param tenant its tenant, made when new; null: the caller's
 */
public record NewUser(String name, String password, Role role, String tenant) {
    /** Without the password. */
    @Override
    public String toString() {
        return "NewUser[name=" + name + ", role=" + role + ", tenant=" + tenant + "]";
    }
}
