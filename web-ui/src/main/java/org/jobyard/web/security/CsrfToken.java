package org.jobyard.web.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Named;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The session's proof that a changing API request comes from our own page: pages put {@code #{csrf.token}} into the header
 * {@value #HEADER}, which another site can neither read nor send.
 */
@Named("csrf")
@SessionScoped
public class CsrfToken implements Serializable {

    /** Header of the API requests that the console's scripts send. */
    public static final String HEADER = "X-CSRF-Token";

    private static final long serialVersionUID = 1L;

    private String token;

    @PostConstruct
    void create() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    public String getToken() {
        return token;
    }

    /** Compares in a time that tells nothing; false for null. */
    boolean matches(String given) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
