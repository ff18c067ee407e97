package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
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

/** A schedule is changed with the form, seen in its month, and found from its jobs. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class ScheduleChangeIT {

    @Test
    void aScheduleIsChangedWithItsTimesInSightAndSeenInItsMonth(Console console, ApiClient api) {
        String name = "monthly-" + UUID.randomUUID();
        console.signIn();
        console.go("/submit.xhtml?repeat=CRON");
        console.field("Name").fill(name);
        console.type("echo first");
        console.field("Time zone of the start").selectOption("Europe/Berlin");
        console.field("Cron expression").fill("0 6 * * *");
        console.button("Submit").click();
        console.page().waitForURL(Pattern.compile(".*/schedule\\.xhtml\\?id=.*"));
        String page = console.page().url();
        String id = page.replaceFirst(".*id=", "");

        console.link("Change").click();
        assertThat(console.heading("Change the schedule")).isVisible();
        assertThat(console.field("Name")).hasValue(name);
        assertThat(console.field("Time zone of the start")).hasValue("Europe/Berlin");
        assertThat(console.field("Cron expression")).hasValue("0 6 * * *");
        console.field("Cron expression").fill("15 7 * * *");
        Locator preview = console.page().locator("#form\\:preview");
        assertThat(preview.locator("li")).hasCount(20);
        assertThat(preview.locator("time").first()).hasAttribute("datetime", Pattern.compile(".*T0[56]:15:00Z"));
        console.page().locator(".curl summary").click();
        assertThat(console.page().locator("#curl")).containsText("schedules/" + id);
        console.button("Save the schedule").click();
        console.page().waitForURL(page);
        JsonNode saved = api.get("/schedules/" + id);
        assertThat(saved.path("cron").asText()).isEqualTo("15 7 * * *");
        assertThat(saved.at("/job/parameters/script").asText()).isEqualTo("echo first");

        console.button("Run now").click();
        UUID job = console.jobShown();
        api.awaitEnd(job);
        assertThat(console.link(name)).isVisible();
        assertThat(api.get("/jobs/" + job).path("schedule").asText()).isEqualTo(id);
        console.link(name).click();
        console.page().waitForURL(page);
        assertThat(console.page().locator(".month td.today")).containsText("Succeeded");
        console.picture(Path.of("target", "pictures", "schedule.png"));
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        console.picture(Path.of("target", "pictures", "schedule-dark.png"));
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        console.link("Month after").click();
        assertThat(console.page().locator(".month td").filter(new Locator.FilterOptions().setHasText("07:15 Planned")))
                .not()
                .hasCount(0);
        AccessibilityIT.check(console);
        assertThat(console.problems()).isEmpty();
    }
}
