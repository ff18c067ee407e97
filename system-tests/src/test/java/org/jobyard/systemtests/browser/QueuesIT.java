package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.nio.file.Path;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.jobyard.systemtests.LeftBehind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page of the queues and of the transactions behind them. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class QueuesIT {

    @Test
    void operatorsSeeWhatANodeLeftBehind(Console console, Jobyard jobyard) throws Exception {
        console.signIn();
        try (LeftBehind gone = new LeftBehind(jobyard)) {
            gone.branch();
            gone.intent();
            console.go("/queues.xhtml");
            assertThat(console.page().locator("#messaging")).containsText("Connected");
            assertThat(console.page().locator(".branches")).containsText(gone.node);
            assertThat(console.page().locator(".intents")).containsText(gone.node);
            assertThat(console.page().locator(".notice-warn:visible")).containsText("have not left for a minute");
            console.picture(Path.of("target", "pictures", "queues.png"));
        }
    }
}
