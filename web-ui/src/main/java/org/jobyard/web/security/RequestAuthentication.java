package org.jobyard.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The one authentication mechanism. An application can have only one, so it tells by the path which way in applies: bearer
 * tokens (or the console's session) for what programs call, the session for pages. What needs a sign-in at all is written in
 * web.xml and nowhere else.
 */
@ApplicationScoped
public class RequestAuthentication implements HttpAuthenticationMechanism {

    @Inject
    IdentityStoreHandler passwords;

    @Inject
    ApiAuthentication api;

    @Inject
    SessionAuthentication session;

    @Inject
    Challenge challenge;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        SecurityHeaders.set(request, response);
        if (context.isAuthenticationRequest()) {
            return signIn(request, context);
        }
        if (!context.isProtected()) {
            return context.doNothing();
        }
        try {
            return (ApiAuthentication.applies(request) ? api.authenticate(request) : session.authenticate(request))
                    .map(signedIn -> accept(signedIn, request, context))
                    .orElseGet(() -> challenge.ask(request, response));
        } catch (RuntimeException failed) {
            return challenge.fail(failed, request, response);
        }
    }

    private AuthenticationStatus signIn(HttpServletRequest request, HttpMessageContext context) {
        CredentialValidationResult result =
                passwords.validate(context.getAuthParameters().getCredential());
        if (!(result.getCallerPrincipal() instanceof SignedIn signedIn)) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        // A new id, so that whoever planted the old one does not share the session.
        request.getSession();
        request.changeSessionId();
        signedIn.storeIn(request.getSession());
        return accept(signedIn, request, context);
    }

    private static AuthenticationStatus accept(
            SignedIn signedIn, HttpServletRequest request, HttpMessageContext context) {
        signedIn.storeIn(request);
        return context.notifyContainerAboutLogin(signedIn, signedIn.roles());
    }
}
