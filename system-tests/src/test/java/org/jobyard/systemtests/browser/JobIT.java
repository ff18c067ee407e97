package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A job's page. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class JobIT {
    private static final String ENDLESS = "echo started; while true; do sleep 1; done";

    @TempDir
    private Path folder;

    @Test
    void logAndStateComeWhileTheJobRuns(Console console, ApiClient api) throws IOException {
        Path gate = folder.resolve("gate");
        UUID id = api.submitScript(
                "gated", "echo before; until [ -e '%s' ]; do sleep 0.1; done; echo after".formatted(gate));
        console.signIn();
        console.go("/job.xhtml?id=" + id);
        assertThat(console.log()).containsText("before");
        assertThat(console.state()).hasText("Running");
        assertThat(console.log()).not().containsText("after");
        Files.createFile(gate);
        assertThat(console.log()).containsText("after");
        assertThat(console.state()).hasText("Succeeded");
        assertThat(console.problems()).isEmpty();
    }

    @Test
    void cancellingNamesTheJobAndEndsIt(Console console, ApiClient api) {
        UUID id = api.submitScript("to-be-cancelled", ENDLESS);
        console.signIn();
        console.go("/job.xhtml?id=" + id);
        assertThat(console.log()).containsText("started");
        console.button("Cancel").click();
        Locator dialog = console.page().getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("to-be-cancelled");
        console.button("Keep it").click();
        assertThat(dialog).not().isVisible();
        console.button("Cancel").click();
        console.button("Cancel the job").click();
        assertThat(console.state()).hasText("Cancelled");
        assertThat(console.button("Cancel")).not().isVisible();
        assertThat(ApiClient.state(api.awaitEnd(id))).isEqualTo("CANCELLED");
    }

    @Test
    void whatPeopleTypeIsTextAndNeverMarkup(Console console, ApiClient api) {
        String hostile = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";
        UUID id = api.submitScript(hostile, "echo '<b id=taken>bold</b>'; echo '<svg onload=alert(1)>' >&2; exit 3");
        api.awaitEnd(id);
        console.signIn();
        assertThat(console.row(hostile).first()).isVisible();
        console.go("/job.xhtml?id=" + id);
        assertThat(console.heading(hostile)).isVisible();
        assertThat(console.log()).containsText("<b id=taken>bold</b>");
        assertThat(console.log()).containsText("<svg onload=alert(1)>");
        console.link("Input").click();
        assertThat(console.page().locator(".CodeMirror")).containsText("<b id=taken>");
        assertThat(console.page().locator("#taken")).hasCount(0);
        assertThat(console.page().title()).startsWith("<script>");
        assertThat(console.problems()).isEmpty();
    }

    @Test
    void failureSaysWhy(Console console, ApiClient api) {
        UUID id = api.submitScript("failing", "echo bad luck >&2; exit 7");
        api.awaitEnd(id);
        console.signIn();
        console.go("/job.xhtml?id=" + id);
        assertThat(console.state()).hasText("Failed");
        assertThat(console.failure()).containsText("7");
        assertThat(console.log().locator(".err")).hasText("bad luck");
    }

    @Test
    void unknownJobIsToldInTheConsolesLook(Console console) {
        console.signIn();
        console.go("/job.xhtml?id=" + UUID.randomUUID());
        assertThat(console.heading("There is nothing here")).isVisible();
        console.go("/no/such/page");
        assertThat(console.heading("There is nothing here")).isVisible();
        console.link("Go to the jobs").click();
        assertThat(console.heading("Jobs")).isVisible();
    }

    @Test
    void attemptsAreShownWithTheirLogs(Console console, ApiClient api) {
        ObjectNode job = ApiClient.script("tried-twice", "echo attempt $JOBYARD_ATTEMPT; exit 3");
        job.putObject("retry").put("attempts", 2).put("delay", "PT0S");
        UUID id = api.submit(job);
        api.awaitEnd(id);
        console.signIn();
        console.go("/job.xhtml?id=" + id + "&tab=attempts");
        assertThat(console.row("Failed, to be tried again")).containsText("EXIT_CODE");
        assertThat(console.page().locator(".table tbody tr")).hasCount(2);
        console.picture(Path.of("target/job-attempts.png"));
        console.row("Failed, to be tried again").getByText("stdout").click();
        assertThat(console.page().locator("body")).containsText("attempt 1");
    }

    @Test
    void endedJobIsRunAgainAndBothAreLinked(Console console, ApiClient api) {
        UUID first = api.submitScript("once-more", "echo the same");
        api.awaitEnd(first);
        console.signIn();
        console.go("/job.xhtml?id=" + first);
        console.button("Re-run").dblclick();
        console.page().waitForURL(url -> url.contains("/job.xhtml?id=") && !url.contains(first.toString()));
        UUID second = console.jobShown();
        assertThat(console.state()).hasText("Succeeded");
        assertThat(console.log()).containsText("the same");
        console.picture(Path.of("target/pictures/rerun.png"));
        console.link(first.toString()).click();
        console.page().waitForURL(url -> url.contains(first.toString()));
        assertThat(console.link(second.toString())).isVisible();
        assertThat(api.get("/jobs?name=once-more").path("jobs")).hasSize(2);
        assertThat(console.problems()).isEmpty();
    }

    @Test
    void priorityIsChosenWhileTheJobWaits(Console console, ApiClient api) {
        UUID id = api.submit(ApiClient.script("to-go-first", "exit 0").put("startAt", "2035-01-01T00:00:00Z"));
        console.signIn();
        console.go("/job.xhtml?id=" + id);
        console.button("Change the priority").click();
        assertThat(console.field("Priority")).hasValue("4");
        console.field("Priority").selectOption("9");
        console.picture(Path.of("target/pictures/priority.png"));
        console.button("Set the priority").click();
        assertThat(console.page().locator(".facts")).containsText("Priority9");
        assertThat(api.job(id).path("priority").asInt()).isEqualTo(9);
        api.cancel(id);
        console.page().reload();
        assertThat(console.button("Change the priority")).hasCount(0);
        assertThat(console.problems()).isEmpty();
    }

    @Test
    void runningJobIsPausedAndResumed(Console console, ApiClient api) {
        UUID id = api.submitScript("paused-while-it-runs", ENDLESS);
        console.signIn();
        console.go("/job.xhtml?id=" + id);
        assertThat(console.state()).hasText("Running");
        console.button("Pause").click();
        assertThat(console.state()).hasText("Paused");
        assertThat(console.page().locator(".job-head")).containsText("its worker holds it");
        // Its times are shown like all others, not as the server wrote them.
        assertThat(console.page().locator(".facts")).not().containsText("UTC");
        console.picture(Path.of("target/pictures/paused.png"));
        assertThat(console.button("Resume").locator(".pi-play")).isVisible();
        console.button("Resume").click();
        assertThat(console.state()).hasText("Running");
        console.button("Cancel").click();
        console.button("Cancel the job").click();
        assertThat(console.state()).hasText("Cancelled");
        assertThat(console.problems()).isEmpty();
    }

    @Test
    void waitingJobIsPausedAndResumed(Console console, ApiClient api) {
        UUID id = api.submit(ApiClient.script("to-be-paused", "exit 0").put("startAt", "2035-01-01T00:00:00Z"));
        console.signIn();
        console.go("/job.xhtml?id=" + id);
        console.button("Pause").click();
        assertThat(console.state()).hasText("Paused");
        console.button("Resume").click();
        assertThat(console.state()).hasText("Scheduled");
        assertThat(console.problems()).isEmpty();
        api.cancel(id);
    }
}
