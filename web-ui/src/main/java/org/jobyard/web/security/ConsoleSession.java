package org.jobyard.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jobyard.security.SignInResult;

/** Signs people in to the console and out again. */
@RequestScoped
public class ConsoleSession {

    @Inject
    SecurityContext security;

    @Inject
    SignInAttempt attempt;

    @Inject
    HttpServletRequest request;

    /**
     * Tries to sign in; when it succeeds, the session has a new id and this request is already the caller's.
     *
     * @param response of the current request
     * @param user name as typed; null counts as empty
     * @param password as typed; null counts as empty
     */
    public SignInResult signIn(HttpServletResponse response, String user, String password) {
        var credential =
                new UsernamePasswordCredential(user == null ? "" : user.strip(), password == null ? "" : password);
        AuthenticationStatus status = security.authenticate(
                request,
                response,
                AuthenticationParameters.withParams().credential(credential).newAuthentication(true));
        return status == AuthenticationStatus.SUCCESS ? attempt.result() : refused();
    }

    private SignInResult refused() {
        return attempt.result() instanceof SignInResult.Success ? new SignInResult.Refused() : attempt.result();
    }

    /** Ends the session; harmless without one. */
    public void signOut() throws ServletException {
        request.logout();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
