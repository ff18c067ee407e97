package org.jobyard.web.view.login;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jobyard.security.SignInResult;
import org.jobyard.web.security.ConsoleSession;
import org.jobyard.web.security.ReturnAddress;
import org.jobyard.web.view.text.Format;
import org.jobyard.web.view.text.Texts;

/** The sign-in page. */
@Named
@RequestScoped
public class LoginPage {

    @Inject
    ConsoleSession session;

    @Inject
    ExternalContext external;

    @Inject
    Clock clock;

    @Inject
    Format format;

    @Inject
    Texts texts;

    private String user;
    private String password;
    private String from;
    private String problem;

    public void signIn() throws IOException {
        SignInResult result = session.signIn((HttpServletResponse) external.getResponse(), user, password);
        if (result instanceof SignInResult.Success) {
            external.redirect(ReturnAddress.local(from));
        } else if (result instanceof SignInResult.Locked locked) {
            problem = texts.get("login.locked", format.duration(Duration.between(clock.instant(), locked.until())));
        } else {
            problem = texts.get("login.refused");
        }
    }

    /** Why the last try failed; null when there was none. */
    public String getProblem() {
        return problem;
    }

    public String getUser() {
        return user;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }
}
