package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.jobyard.systemtests.SecondWorker;
import org.jobyard.systemtests.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workers in the console: what they do, what they run, and commands to one. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class WorkersPageIT {

    @AfterEach
    void resume(ApiClient api) {
        Workers workers = new Workers(api);
        workers.tell(workers.own(), "resume", "ACTIVE");
    }

    @Test
    void aWorkerIsSuspendedResumedAndShutDown(Console console, Jobyard jobyard, ApiClient api) throws Exception {
        Workers workers = new Workers(api);
        try (SecondWorker second = SecondWorker.start(jobyard, api, Map.of("JOBYARD_WORKER_LABELS", "rack=b7"))) {
            workers.tell(workers.own(), "suspend", "SUSPENDED");
            UUID job = api.submitScript("runs on the second", "test $JOBYARD_ATTEMPT -gt 1 || sleep 300");
            api.await(job, found -> ApiClient.state(found).equals("RUNNING"));
            console.signIn();
            console.link("Workers").click();
            assertThat(console.row(workers.own())).containsText("Suspended");
            assertThat(console.row(second.name())).containsText("1 / ");
            console.picture(Path.of("target", "pictures", "workers.png"));

            console.link(second.name()).click();
            Locator state = console.page().locator(".job-head .title");
            assertThat(state).containsText("Live");
            assertThat(console.page().locator("dl.facts")).containsText("b7");
            assertThat(console.link("runs on the second")).isVisible();
            console.button("Suspend").click();
            Locator question = console.page().locator("dialog#SUSPENDED");
            assertThat(question).containsText(second.name());
            assertThat(question).containsText("runs on the second");
            console.picture(Path.of("target", "pictures", "worker-question.png"));
            console.button("Suspend it").click();
            // No reload: the worker's own word arrives by push.
            assertThat(state).containsText("Suspended");
            assertThat(console.page().locator(".notice").last()).containsText("Suspended by admin");
            console.picture(Path.of("target", "pictures", "worker.png"));
            console.button("Resume").click();
            assertThat(state).not().containsText("Suspended");

            console.button("Shut down").click();
            console.button("Shut it down").click();
            assertThat(state).containsText("Signed off");
            assertThat(console.button("Shut down")).hasCount(0);
            workers.tell(workers.own(), "resume", "ACTIVE");
            api.awaitEnd(job);
        }
        org.assertj.core.api.Assertions.assertThat(console.problems()).isEmpty();
    }
}
