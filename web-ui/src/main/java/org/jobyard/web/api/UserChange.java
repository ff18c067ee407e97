package org.jobyard.web.api;

import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.security.Users;

/**
 * A change of one thing of a user. One at a time, because each is a transaction of its own and half a change helps nobody.
 *
 * @param role the new role, or null
 * @param password the new password, or null
 */
record UserChange(Role role, String password) {

    void apply(Users users, Caller caller, String name) {
        if ((role == null) == (password == null)) {
            throw new JobyardException(ErrorCode.INVALID, "Give either role or password.");
        }
        if (role != null) {
            users.setRole(caller, name, role);
        } else {
            users.setPassword(caller, name, password);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "UserChange[role=" + role + "]";
    }
}
