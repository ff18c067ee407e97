package org.jobyard.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.SignIn;

/** Who signed in to the console in the session of a request, as that user is now. */
@ApplicationScoped
class SessionAuthentication {

    @Inject
    SignIn signIn;

    @Inject
    ForgeryCheck forgery;

    /**
     * The caller, with the present role; empty without a session, and for a user who was barred since.
     *
     * @throws JobyardException FORBIDDEN for a change that does not come from a page of ours
     */
    Optional<SignedIn> authenticate(HttpServletRequest request) {
        Optional<SignedIn> signedIn = SignedIn.inSession(request);
        if (signedIn.isPresent()) {
            forgery.check(request);
        }
        return signedIn.flatMap(earlier -> signIn.renew(earlier.caller())).map(SignedIn::new);
    }
}
