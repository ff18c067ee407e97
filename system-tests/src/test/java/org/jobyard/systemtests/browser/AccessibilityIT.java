package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page keeps axe's rules, in light and dark, wide and on a phone. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class AccessibilityIT {

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void pagesKeepTheRules(ColorScheme scheme, Console console, ApiClient api) {
        UUID failed = api.submitScript("for-axe", "echo out; echo err >&2; touch $JOBYARD_OUTPUT/file; exit 2");
        api.awaitEnd(failed);
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        console.go("/login.xhtml");
        check(console);
        console.signIn();
        check(console);
        String job = "/job.xhtml?id=" + failed;
        for (String path : List.of(
                "/jobs.xhtml?name=none-of-that-name",
                job + "&tab=log",
                job + "&tab=timeline",
                job + "&tab=outputs",
                job + "&tab=input",
                "/submit.xhtml",
                "/workers.xhtml",
                "/queues.xhtml",
                "/errors/404.xhtml")) {
            console.go(path);
            check(console);
        }
        console.page().setViewportSize(390, 844);
        console.go("/jobs.xhtml");
        console.button("Menu").click();
        check(console);
        console.go(job);
        check(console);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void dialogsKeepTheRules(ColorScheme scheme, Console console, ApiClient api) {
        UUID running = api.submitScript("for-axe-running", "while true; do sleep 1; done");
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        console.signIn();
        console.page().keyboard().press("?");
        assertThat(console.heading("Keyboard shortcuts")).isVisible();
        check(console);
        console.go("/job.xhtml?id=" + running);
        console.button("Cancel").click();
        assertThat(console.page().getByRole(AriaRole.DIALOG)).isVisible();
        check(console);
        console.button("Cancel the job").click();
        api.awaitEnd(running);
    }

    private static void check(Console console) {
        assertThat(console.page().locator("main")).isVisible();
        var broken = new AxeBuilder(console.page())
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": " + rule.getNodes())
                        .toList();
        assertThat(broken).as(console.page().url()).isEmpty();
    }
}
