package org.jobyard.security;

import java.time.Instant;

/** What came of an attempt to sign in. */
public sealed interface SignInResult {
    /** Name and password are right. */
    record Success(Caller caller) implements SignInResult {}

    /** No such user, a wrong password, or a disabled user: a stranger is not told which. */
    record Refused() implements SignInResult {}

    /**
     * Too many failures; the password was not looked at.
     *
     * @param until when the next attempt is looked at
     */
    record Locked(Instant until) implements SignInResult {}
}
