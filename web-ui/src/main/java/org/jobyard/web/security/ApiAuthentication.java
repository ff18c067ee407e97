package org.jobyard.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.AccessPath;
import org.jobyard.security.BearerTokens;

/** Who calls the API: the holder of a bearer token, or a page of the console by its session. */
@ApplicationScoped
class ApiAuthentication {

    private static final String SCHEME = "Bearer ";

    @Inject
    BearerTokens tokens;

    @Inject
    WrongTokens wrongTokens;

    @Inject
    SessionAuthentication session;

    /** Whether the address is one that programs call. */
    static boolean applies(HttpServletRequest request) {
        return isBelow("/api", request) || isBelow("/metrics", request);
    }

    // The path as the container decoded and mapped it: another spelling of an address is the same address.
    private static boolean isBelow(String folder, HttpServletRequest request) {
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        return path.equals(folder) || path.startsWith(folder + "/");
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
        return session.authenticate(request);
    }

    private SignedIn bearer(String authorization, String address) {
        boolean isBearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String secret = isBearer ? authorization.substring(SCHEME.length()).strip() : "";
        return tokens.authenticate(secret, AccessPath.TOKEN)
                .map(SignedIn::new)
                .orElseThrow(() -> wrongTokens.refuse(address));
    }
}
