package org.jobyard.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Caller;

/** Who makes the current request; in pages {@code #{currentCaller}}. */
@Named
@ApplicationScoped
public class CurrentCaller {

    @Inject
    HttpServletRequest request;

    /**
     * The caller of this request, never null.
     *
     * @throws JobyardException UNAUTHENTICATED when nobody is signed in (on the open pages)
     */
    public Caller get() {
        return SignedIn.inRequest(request)
                .map(SignedIn::caller)
                .orElseThrow(() -> new JobyardException(ErrorCode.UNAUTHENTICATED, "Sign in first."));
    }

    /** Whether somebody is signed in. */
    public boolean isPresent() {
        return SignedIn.inRequest(request).isPresent();
    }
}
