package org.jobyard.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.servlet.http.HttpServletRequest;
import org.jobyard.security.SignIn;
import org.jobyard.security.SignInResult;

/** Passwords, checked by the core. */
@ApplicationScoped
public class PasswordStore implements IdentityStore {

    @Inject
    SignIn signIn;

    @Inject
    SignInAttempt attempt;

    @Inject
    HttpServletRequest request;

    /** The result of a right password; INVALID for a wrong one and for a user who must wait. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        SignInResult result =
                signIn.verify(credential.getCaller(), credential.getPasswordAsString(), request.getRemoteAddr());
        attempt.ended(result);
        if (result instanceof SignInResult.Success success) {
            SignedIn signedIn = new SignedIn(success.caller());
            return new CredentialValidationResult(signedIn, signedIn.roles());
        }
        return CredentialValidationResult.INVALID_RESULT;
    }
}
