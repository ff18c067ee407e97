package org.jobyard.web.security;

import jakarta.enterprise.context.RequestScoped;
import org.jobyard.security.SignInResult;

/** Carries what the core said of a sign-in past Jakarta Security's results, which know no "wait until". */
@RequestScoped
public class SignInAttempt {

    private SignInResult result = new SignInResult.Refused();

    void ended(SignInResult result) {
        this.result = result;
    }

    SignInResult result() {
        return result;
    }
}
