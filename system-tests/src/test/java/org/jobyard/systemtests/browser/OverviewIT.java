package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first page: what is wrong comes first, and it changes as things happen. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class OverviewIT {

    @Test
    void problemsComeFirstAndThePageKeepsUp(Console console, ApiClient api) {
        api.awaitEnd(api.submitScript("overview succeeds", "exit 0"));
        api.awaitEnd(api.submitScript("overview fails", "exit 3"));
        console.signIn();
        console.go("/");
        assertThat(console.heading("Overview")).isVisible();
        assertThat(console.page().locator(".problems")).containsText("failed in the last 24 hours");
        assertThat(console.page().locator("path.good").first()).hasAttribute("d", Pattern.compile("M.+Z"));
        assertThat(console.page().locator("path.bad").first()).hasAttribute("d", Pattern.compile("M.+Z"));
        assertThat(console.page().locator("path.median").first()).hasAttribute("d", Pattern.compile("M.+"));
        // The labels of the time are below the line that each chart stands on.
        assertThat(console.page().locator("figure > .plot > svg")).hasCount(2);
        assertThat(console.page().locator("figure > .plot + .axis")).hasCount(2);
        String type = "nobody-" + UUID.randomUUID();
        UUID waiting = api.submit(ApiClient.script("waits for nobody", "exit 0").put("type", type));
        assertThat(console.page().locator(".problems")).containsText("A job of type " + type + " waits");
        assertThat(console.page().locator(".oldest")).containsText("No worker");
        assertThat(console.row("no worker of its type")).isVisible();
        console.picture(Path.of("target", "pictures", "overview.png"));
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        console.picture(Path.of("target", "pictures", "overview-dark.png"));
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        api.cancel(waiting);
        assertThat(console.page().locator(".problems")).not().containsText(type);
        console.link("Last week").click();
        assertThat(console.link("Last week")).hasAttribute("aria-current", "true");
        assertThat(console.page()).hasURL(Pattern.compile(".*span=WEEK"));
        assertThat(console.problems()).isEmpty();
    }
}
