package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits and holds on the page of queues. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class LimitsPageIT {
    private final String place = "warehouse-" + UUID.randomUUID();

    /** Whatever happened: others need it. */
    @AfterEach
    void release(ApiClient api) {
        set(api, "{\"type\":\"script\"}");
        set(api, "{\"destination\":\"" + place + "\"}");
    }

    private static void set(ApiClient api, String limit) {
        api.send(api.request("/limits")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(limit)));
    }

    @Test
    void typeIsLimitedAndHeld(Console console, ApiClient api) {
        console.signIn();
        console.go("/queues.xhtml");
        console.field("Type").fill("script");
        console.field("Most at once").fill("many");
        console.button("Set").click();
        assertThat(console.page().locator("#limits")).containsText("Write a whole number.");
        console.field("Most at once").fill("3");
        console.field("Hold").check();
        console.button("Set").click();
        assertThat(console.page().locator("#limits\\:rows")).containsText("admin");
        UUID held = api.submitScript("held-from-the-console", "exit 0");
        console.go("/job.xhtml?id=" + held);
        assertThat(console.page().locator(".notice-wait")).containsText("are held by admin");
    }

    @Test
    void rowsButtonsHoldReleaseAndRemove(Console console, ApiClient api) {
        console.signIn();
        console.go("/queues.xhtml");
        console.field("Type").fill("script");
        console.field("Most at once").fill("3");
        console.button("Set").click();
        Locator row =
                console.page().locator("#limits\\:rows").getByRole(AriaRole.ROW).last();
        assertThat(row).containsText("script");

        button(row, "Hold").click();
        assertThat(button(row, "Release")).isVisible();
        assertThat(row).containsText("since");
        UUID held = api.submitScript("held-by-the-button", "exit 0");
        assertEquals("HELD", api.job(held).path("reason").asText());
        console.picture(Path.of("target", "pictures", "held.png"));

        button(row, "Release").click();
        assertThat(button(row, "Hold")).isVisible();
        // The limit stays when the hold goes.
        assertThat(row).containsText("3");
        assertEquals("SUCCEEDED", ApiClient.state(api.awaitEnd(held)));

        button(row, "Remove").click();
        assertThat(console.page().locator("#limits\\:rows")).hasCount(0);
        org.assertj.core.api.Assertions.assertThat(api.get("/limits").path("limits"))
                .isEmpty();
        org.assertj.core.api.Assertions.assertThat(console.problems()).isEmpty();
    }

    @Test
    void aDestinationIsLimitedAndItsJobsSayWhere(Console console, ApiClient api) {
        console.signIn();
        console.go("/queues.xhtml");
        console.field("Destination").fill("Ware House");
        console.field("Most at once").fill("0");
        console.button("Set").click();
        assertThat(console.page().locator("#limits")).containsText("must begin with a lower-case letter");
        console.field("Destination").fill(place);
        console.button("Set").click();
        Locator row =
                console.page().locator("#limits\\:rows").getByRole(AriaRole.ROW).last();
        assertThat(row).containsText("all types");
        assertThat(row).containsText(place);
        console.picture(Path.of("target", "pictures", "limits.png"));

        UUID job = api.submit(
                ApiClient.script("load", "").put("type", "type-nobody-serves").put("destination", place));
        console.go("/job.xhtml?id=" + job);
        assertThat(console.page().locator(".notice-wait"))
                .containsText("at the destination " + place + " are limited to 0 at once");
        console.page().locator(".facts").getByText(place).click();
        assertThat(console.page().locator(".row-link")).hasText(new String[] {"load"});
        assertThat(console.field("Destination")).hasValue(place);
        api.cancel(job);
        org.assertj.core.api.Assertions.assertThat(console.problems()).isEmpty();
    }

    private static Locator button(Locator row, String name) {
        return row.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
