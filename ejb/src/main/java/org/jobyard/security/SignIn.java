package org.jobyard.security;

import jakarta.ejb.Stateless;

/** Checks names and passwords. */
@Stateless
public class SignIn {
    /** Verifies a password; slows guessing per user and per remote address. */
    public SignInResult verify(String user, String password, String remoteAddress) {
        throw new UnsupportedOperationException();
    }
}
