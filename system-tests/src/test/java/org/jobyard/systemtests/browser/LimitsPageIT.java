package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
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

    /** Whatever happened: others need it. */
    @AfterEach
    void release(ApiClient api) {
        api.send(api.request("/limits")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"type\":\"script\"}")));
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
}
