package org.jobyard.security;

import jakarta.ejb.Stateless;
import java.util.List;

/** The users of a tenant. */
@Stateless
public class Users {
    /** Lists the users that the caller administers. */
    public List<UserView> list(Caller caller) {
        throw new UnsupportedOperationException();
    }
    /** Makes a user. */
    public UserView create(Caller caller, NewUser user) {
        throw new UnsupportedOperationException();
    }
    /** Sets a password: the own, or as administrator any. */
    public void setPassword(Caller caller, String name, String password) {
        throw new UnsupportedOperationException();
    }
    /** Sets a role. */
    public void setRole(Caller caller, String name, Role role) {
        throw new UnsupportedOperationException();
    }
    /** Bars a user and its tokens. */
    public void disable(Caller caller, String name) {
        throw new UnsupportedOperationException();
    }
}
