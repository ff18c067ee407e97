package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Schedules: made with the form, held, run and deleted on their page; and the time of a job. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class SchedulesIT {

    private static Locator preview(Console console) {
        return console.page().locator("#form\\:preview");
    }

    @Test
    void aScheduleIsMadeWithItsTimesInSightAndThenHeldRunAndDeleted(Console console, ApiClient api) {
        String name = "nightly-" + UUID.randomUUID();
        console.signIn();
        console.link("Schedules").click();
        console.link("New schedule").click();
        console.field("Name").fill(name);
        console.type("echo scheduled");
        console.field("Time zone of the start").selectOption("Europe/Berlin");
        console.field("Cron expression").fill("30 2 99 3 *");
        assertThat(preview(console)).containsText("cron");
        console.field("Cron expression").fill("30 2 28 3 *");
        assertThat(preview(console).locator("li")).hasCount(20);
        assertThat(preview(console).locator("time").first())
                .hasAttribute("datetime", Pattern.compile("\\d{4}-03-28T0[01]:30:00Z"));
        console.button("Submit").click();
        console.page().waitForURL(Pattern.compile(".*/schedule\\.xhtml\\?id=.*"));
        assertThat(console.heading(name)).isVisible();
        assertThat(console.state()).hasText("Active");
        console.button("Pause").click();
        assertThat(console.state()).hasText("Paused");
        console.button("Resume").click();
        assertThat(console.state()).hasText("Active");
        String page = console.page().url();
        console.button("Run now").click();
        api.awaitEnd(console.jobShown());
        console.page().navigate(page);
        assertThat(console.page().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("by hand")))
                .containsText("Succeeded");
        console.go("/schedules.xhtml?name=" + name);
        assertThat(console.row(name)).containsText("Succeeded");
        console.link(name).click();
        console.button("Delete").first().click();
        assertThat(console.page().getByRole(AriaRole.DIALOG)).containsText(name);
        console.page()
                .getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON)
                .last()
                .click();
        console.page().waitForURL(Pattern.compile(".*/schedules\\.xhtml.*"));
        assertThat(api.get("/schedules?name=" + name).path("schedules")).isEmpty();
        assertThat(console.problems()).isEmpty();
    }

    @Test
    void theTimeOfAJobIsChangedOnItsPage(Console console, ApiClient api) {
        UUID id = api.submit(ApiClient.script("much-later", "exit 0").put("startAt", "2035-01-01T00:00:00Z"));
        console.signIn();
        console.go("/job.xhtml?id=" + id);
        assertThat(console.state()).hasText("Scheduled");
        console.button("Change the time").click();
        console.field("Start").fill("2036-02-03 04:05");
        console.field("Time zone of the start").selectOption("Europe/Berlin");
        console.button("Set the time").click();
        assertThat(console.page().getByRole(AriaRole.DIALOG)).not().isVisible();
        assertThat(console.page().locator(".notice-wait time")).hasAttribute("datetime", "2036-02-03T03:05:00Z");
        console.button("Change the time").click();
        console.field("Start").fill("");
        console.button("Set the time").click();
        assertThat(console.state()).hasText("Succeeded");
        assertThat(ApiClient.state(api.awaitEnd(id))).isEqualTo("SUCCEEDED");
        assertThat(console.problems()).isEmpty();
    }
}
