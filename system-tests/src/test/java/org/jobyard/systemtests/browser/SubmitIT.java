package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The form that submits a script. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class SubmitIT {

    @Test
    void submittedScriptIsWatchedToItsEnd(Console console, ApiClient api) {
        console.signIn();
        UUID id = console.submit(
                "first-job", "echo one; echo oops >&2; echo kept > $JOBYARD_OUTPUT/kept.txt; echo two\n");
        assertThat(console.state()).hasText("Succeeded");
        assertThat(console.log()).containsText("one");
        assertThat(console.log()).containsText("two");
        assertThat(console.log().locator(".err")).hasText("oops");
        assertThat(console.page().locator("#log-status")).hasText("Complete");
        console.link("Outputs").click();
        assertThat(console.link("kept.txt")).isVisible();
        var download =
                console.page().waitForDownload(() -> console.link("kept.txt").click());
        assertThat(download.path()).hasContent("kept\n");
        console.link("Timeline").click();
        assertThat(console.page().locator(".timeline li").last()).containsText("Succeeded");
        assertThat(ApiClient.state(api.job(id))).isEqualTo("SUCCEEDED");
        assertThat(console.problems()).isEmpty();
    }

    @Test
    void whatIsWrongIsToldAtItsFieldAndTheRestIsKept(Console console) {
        console.signIn();
        console.go("/submit.xhtml");
        console.field("Name").fill("kept-name");
        console.field("Time limit").fill("soon");
        console.button("Submit").click();
        assertThat(console.page().locator("#form\\:timeoutError")).containsText("Write it like");
        assertThat(console.page().locator("#form\\:scriptError")).containsText("Write a script");
        console.field("Time limit").fill("90s");
        assertThat(console.field("Name")).hasValue("kept-name");
        console.type("echo now it is right");
        console.button("Submit").click();
        console.jobShown();
        assertThat(console.state()).hasText("Succeeded");
    }

    @Test
    void fileIsLoadedAndTheCurlCommandSaysTheSame(Console console) {
        console.signIn();
        console.go("/submit.xhtml");
        byte[] script = "print('from a file')\n".getBytes(StandardCharsets.UTF_8);
        console.page().locator("#file").setInputFiles(new FilePayload("hello.py", "text/x-python", script));
        console.field("Interpreter").selectOption("python3");
        assertThat(console.field("Name")).hasValue("hello");
        console.page().getByText("The same with curl").click();
        assertThat(console.page().locator("#curl")).containsText("\"script\": \"print('\\''from a file'\\'')\\n\"");
        assertThat(console.page().locator("#curl")).containsText("\"interpreter\": \"python3\"");
        console.button("Submit").click();
        console.jobShown();
        assertThat(console.log()).containsText("from a file");
    }

    @Test
    void doubleClickIsOneJob(Console console, ApiClient api) {
        console.signIn();
        console.go("/submit.xhtml");
        String name = "clicked-twice-" + UUID.randomUUID();
        console.field("Name").fill(name);
        console.type("echo once");
        console.button("Submit").dblclick();
        console.jobShown();
        assertThat(console.state()).hasText("Succeeded");
        assertThat(api.get("/jobs?name=" + name).path("jobs")).hasSize(1);
    }

    @Test
    void jobIsClonedWithEdits(Console console, ApiClient api) {
        UUID first = api.submitScript("again", "echo the first time");
        api.awaitEnd(first);
        console.signIn();
        console.go("/job.xhtml?id=" + first);
        console.link("Clone").click();
        assertThat(console.page().locator(".CodeMirror")).containsText("the first time");
        console.field("Reference").fill("edited");
        console.button("Submit").click();
        console.page().waitForURL(url -> url.contains("/job.xhtml?id=") && !url.contains(first.toString()));
        JsonNode second = api.awaitEnd(console.jobShown());
        assertThat(second.path("reference").asText()).isEqualTo("edited");
    }

    @Test
    void deadlineIsTypedAndShown(Console console, ApiClient api) {
        console.signIn();
        console.go("/submit.xhtml");
        console.field("Name").fill("in-time");
        console.field("Deadline").fill("some day");
        console.type("sleep 600");
        console.button("Submit").click();
        assertThat(console.page().locator("#form\\:deadlineError")).containsText("Write it like");
        console.field("Deadline").fill("3s");
        console.page().getByText("The same with curl").click();
        assertThat(console.page().locator("#curl")).containsText("\"deadline\": \"PT3S\"");
        console.button("Submit").click();
        UUID id = console.jobShown();
        assertThat(console.page().locator(".facts")).containsText("Deadline");
        assertThat(console.state()).hasText("Timed out");
        assertThat(console.failure()).containsText("DEADLINE_PASSED");
        assertThat(api.job(id).path("deadline").asText()).isEqualTo("PT3S");
        console.picture(Path.of("target/pictures/deadline.png"));
        assertThat(console.problems()).isEmpty();
    }

    @Test
    void jobInTheWayIsLinked(Console console, ApiClient api) {
        UUID there = api.submit(ApiClient.script("only-one", "true").put("startAt", "2035-01-01T00:00:00Z"));
        console.signIn();
        console.go("/submit.xhtml");
        console.field("Name").fill("only-one");
        console.type("echo never");
        console.field("While a job of this name has not ended").selectOption("do not submit");
        console.button("Submit").click();
        assertThat(console.page().locator("#conflict")).containsText("Another job of this name has not ended");
        console.page().locator("#conflict a").click();
        assertThat(console.jobShown()).isEqualTo(there);
        api.cancel(there);
    }
}
