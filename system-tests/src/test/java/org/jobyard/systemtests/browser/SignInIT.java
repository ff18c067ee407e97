package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing in and out. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class SignInIT {

    @Test
    void wrongPasswordIsRefusedAndTheRightOneLeadsToThePageAskedFor(Console console) {
        console.go("/jobs.xhtml?state=FAILED");
        console.signIn("nobody-of-that-name", "wrong");
        assertThat(console.page().getByRole(AriaRole.ALERT)).containsText("do not match");
        console.signIn("admin", Jobyard.ADMIN_PASSWORD);
        assertThat(console.page()).hasURL(console.address("/jobs.xhtml?state=FAILED"));
    }

    @Test
    void signedOutNobodySeesThePagesAnyMore(Console console) {
        console.signIn();
        console.button("Sign out").click();
        assertThat(console.heading("Sign in")).isVisible();
        console.go("/workers.xhtml");
        assertThat(console.page()).hasURL(Pattern.compile(".*/login\\.xhtml\\?from=.*"));
    }

    @Test
    void sessionThatEndedLeadsToTheSignIn(Console console) {
        console.signIn();
        console.page().context().clearCookies();
        console.link("Queues").click();
        assertThat(console.heading("Sign in")).isVisible();
    }
}
