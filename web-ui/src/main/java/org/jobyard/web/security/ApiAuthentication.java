package org.jobyard.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Tokens;

/** Who calls the API: the holder of a bearer token, or a page of the console by its session. */
@ApplicationScoped
class ApiAuthentication {

    private static final String SCHEME = "Bearer ";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    Tokens tokens;

    @Inject
    WrongTokens wrongTokens;

    @Inject
    CsrfToken csrf;

    /** Whether the path is one that programs call. */
    static boolean applies(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals("/api")
                || path.startsWith("/api/")
                || path.equals("/metrics")
                || path.startsWith("/metrics/");
    }

    /**
     * The caller, or empty when the request carries nothing that names one.
     *
     * @throws JobyardException UNAUTHENTICATED for a token that is not valid, TOO_MANY after many of those, FORBIDDEN for a
     *     change by session without the page's token
     */
    Optional<SignedIn> authenticate(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return Optional.of(bearer(authorization, request.getRemoteAddr()));
        }
        Optional<SignedIn> signedIn = SignedIn.inSession(request);
        if (signedIn.isPresent()
                && !SAFE.contains(request.getMethod())
                && !csrf.matches(request.getHeader(CsrfToken.HEADER))) {
            throw new JobyardException(
                    ErrorCode.FORBIDDEN,
                    "A change made with the console's session needs the header " + CsrfToken.HEADER + ".");
        }
        return signedIn;
    }

    private SignedIn bearer(String authorization, String address) {
        boolean isBearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String secret = isBearer ? authorization.substring(SCHEME.length()).strip() : "";
        return tokens.authenticate(secret).map(SignedIn::new).orElseThrow(() -> wrongTokens.refuse(address));
    }
}
