package org.jobyard.web.view.login;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import org.jobyard.web.security.ConsoleSession;

/** Ends the session. */
@Named
@RequestScoped
public class SignOut {

    @Inject
    ConsoleSession session;

    public String signOut() throws ServletException {
        session.signOut();
        return "/login?faces-redirect=true";
    }
}
