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
import org.jobyard.systemtests.Workers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every page keeps axe's rules and fits, in light and dark, at 1280 px and on a phone. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class AccessibilityIT {

    @Test
    void pagesKeepTheRules(Console console, ApiClient api) {
        UUID failed = api.submitScript("for-axe", "echo out; echo err >&2; touch $JOBYARD_OUTPUT/file; exit 2");
        api.awaitEnd(failed);
        console.go("/login.xhtml");
        check(console);
        console.signIn();
        check(console);
        String job = "/job.xhtml?id=" + failed;
        for (String path : List.of(
                "/overview.xhtml",
                "/jobs.xhtml?name=none-of-that-name",
                job + "&tab=log",
                job + "&tab=timeline",
                job + "&tab=outputs",
                job + "&tab=input",
                "/submit.xhtml",
                "/submit.xhtml?repeat=CRON",
                "/schedules.xhtml",
                "/workers.xhtml",
                "/worker.xhtml?name=" + new Workers(api).own(),
                "/queues.xhtml",
                "/letters.xhtml",
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

    @Test
    void dialogsKeepTheRules(Console console, ApiClient api) {
        UUID running = api.submitScript("for-axe-running", "while true; do sleep 1; done");
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

    /** All rules in light; in dark those about colours, as all else is the same. */
    static void check(Console console) {
        assertThat(console.page().locator("main")).isVisible();
        assertThat(console.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("%s fits the window's width", console.page().url())
                .isEqualTo(true);
        assertNothingBroken(console, new AxeBuilder(console.page()));
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertNothingBroken(console, new AxeBuilder(console.page()).withRules(List.of("color-contrast")));
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static void assertNothingBroken(Console console, AxeBuilder rules) {
        var broken = rules.analyze().getViolations().stream()
                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .map(rule -> rule.getId() + ": " + rule.getNodes())
                .toList();
        assertThat(broken).as(console.page().url()).isEmpty();
    }
}
