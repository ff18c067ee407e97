package org.jobyard.security;

/**
 * A new token with its secret, which is shown this once and kept nowhere.
 *
 * @param token the token
 * @param secret {@code jy_} and 43 characters of base64url
 */
public record TokenSecret(TokenView token, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "TokenSecret[" + token + "]";
    }
}
