package org.jobyard.security;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** API tokens. */
@Stateless
public class Tokens {
    /** Issues a token. */
    public TokenSecret issue(Caller caller, NewToken token) {
        throw new UnsupportedOperationException();
    }
    /** Lists the own tokens; for administrators those of all users they administer. */
    public List<TokenView> list(Caller caller) {
        throw new UnsupportedOperationException();
    }
    /** Revokes a token. */
    public void revoke(Caller caller, UUID id) {
        throw new UnsupportedOperationException();
    }
    /** Who stands behind a secret; empty when it is unknown, expired or revoked or the user is barred. */
    public Optional<Caller> authenticate(String secret) {
        throw new UnsupportedOperationException();
    }
}
