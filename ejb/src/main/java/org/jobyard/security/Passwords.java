package org.jobyard.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.Map;
import java.util.Optional;

/** Password hashes as Jakarta Security makes them: PBKDF2 with HMAC-SHA-512. Thread-safe. */
@ApplicationScoped
public class Passwords {
    /** What is recommended for this algorithm as of 2023 (OWASP). */
    private static final String ITERATIONS = "210000";

    @Inject
    Pbkdf2PasswordHash hash;

    private String nobody;

    @PostConstruct
    void prepare() {
        hash.initialize(Map.of(
                "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
                "Pbkdf2PasswordHash.Iterations", ITERATIONS,
                "Pbkdf2PasswordHash.SaltSizeBytes", "32",
                "Pbkdf2PasswordHash.KeySizeBytes", "32"));
        nobody = generate("nobody");
    }

    /** The text to be stored for a password. */
    public String generate(String password) {
        return hash.generate(password.toCharArray());
    }

    /** True when the password is the one of the stored text; without one, false after the same time. */
    public boolean verify(String password, Optional<String> stored) {
        boolean right = hash.verify(password.toCharArray(), stored.orElse(nobody));
        return right && stored.isPresent();
    }
}
