package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.jobyard.systemtests.ApiClient;
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
        console.go("/");
        console.signIn("admin", Jobyard.ADMIN_PASSWORD);
        console.button("Sign out").click();
        assertThat(console.heading("Sign in")).isVisible();
        console.go("/workers.xhtml");
        assertThat(console.page()).hasURL(Pattern.compile(".*/login\\.xhtml\\?from=.*"));
    }

    @Test
    void afterTheSessionsEndTheNextClickLeadsToTheSignIn(Console console) {
        console.signIn();
        // A page that does not look by itself, which would be quicker than the click.
        console.go("/submit.xhtml");
        console.page().context().clearCookies();
        console.link("Queues").click();
        assertThat(console.heading("Sign in")).isVisible();
    }

    /** It is told by a push, or, if it has none, by its own look every 5 s. */
    @Test
    void afterTheSessionsEndALivePageGoesToTheSignInByItself(Console console, ApiClient api) {
        console.signIn();
        console.page().context().clearCookies();
        api.submitScript("makes-the-list-look-again", "true");
        assertThat(console.heading("Sign in")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(15_000));
        assertThat(console.page()).hasURL(console.address("/login.xhtml?from=%2Fjobs.xhtml"));
    }
}
