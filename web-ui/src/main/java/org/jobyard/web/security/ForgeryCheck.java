package org.jobyard.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;

/** Refuses changes that another site made a signed-in browser send. */
@ApplicationScoped
class ForgeryCheck {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    CsrfToken csrf;

    /**
     * Checks a request that is authenticated by nothing but the session's cookie. Pages check their own posts: Faces takes
     * none without the view state that it gave out itself.
     *
     * @throws JobyardException FORBIDDEN when it changes something and does not carry the page's token
     */
    void check(HttpServletRequest request) {
        boolean page = request.getServletPath().endsWith(".xhtml");
        if (!page && !SAFE.contains(request.getMethod()) && !csrf.matches(request.getHeader(CsrfToken.HEADER))) {
            throw new JobyardException(
                    ErrorCode.FORBIDDEN,
                    "A change made with the console's session needs the header " + CsrfToken.HEADER + ".");
        }
    }
}
