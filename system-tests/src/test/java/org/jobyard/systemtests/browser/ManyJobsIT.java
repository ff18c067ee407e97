package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is done to many jobs in the list. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class ManyJobsIT {
    private static List<UUID> later(ApiClient api, String mark) {
        return Stream.of("a-", "b-", "c-")
                .map(prefix ->
                        api.submit(ApiClient.script(prefix + mark, "true").put("startAt", "2035-01-01T00:00:00Z")))
                .toList();
    }

    private static Locator select(Console console, String name) {
        return console.row(name).getByRole(AriaRole.CHECKBOX);
    }

    @Test
    void selectedRowsAreNamedBeforeTheyAreCancelled(Console console, ApiClient api) {
        String mark = UUID.randomUUID().toString();
        List<UUID> jobs = later(api, mark);
        console.signIn();
        console.go("/jobs.xhtml?name=" + mark);
        assertThat(console.page().locator("#many-bar")).isHidden();
        select(console, "a-" + mark).check();
        select(console, "b-" + mark).check();
        // Something changes: the list is made anew, and what is selected stays so.
        api.submitScript("d-" + mark, "true");
        assertThat(console.row("d-" + mark)).containsText("Succeeded");
        assertThat(select(console, "a-" + mark)).isChecked();
        assertThat(console.page().locator("#many-count")).hasText("2 jobs selected");
        console.button("Cancel…").click();
        Locator dialog = console.page().getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("This ends 2 jobs for good");
        assertThat(dialog.locator("li")).hasCount(2);
        assertThat(dialog).containsText("a-" + mark);
        console.picture(Path.of("target/pictures/many.png"));
        console.button("Cancel them").click();
        assertThat(console.page().locator("#many-done")).containsText("2");
        console.button("Close").click();
        assertThat(console.row("a-" + mark)).containsText("Cancelled");
        assertThat(console.row("c-" + mark)).containsText("Scheduled");
        assertThat(console.page().locator("#many-bar")).isHidden();
        api.cancel(jobs.get(2));
        assertThat(console.problems()).isEmpty();
    }

    @Test
    void allThatMatchTheFilterGetAPriorityAndAreRunAgain(Console console, ApiClient api) {
        String mark = UUID.randomUUID().toString();
        List<UUID> jobs = later(api, mark);
        console.signIn();
        console.go("/jobs.xhtml?name=" + mark);
        console.page().getByLabel("Select all that are shown").check();
        console.button("Select all that match the filter").click();
        assertThat(console.page().locator("#many-count")).hasText("All jobs that match the filter are selected");
        console.button("Priority…").click();
        Locator dialog = console.page().getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("This changes 3 jobs that wait");
        dialog.getByLabel("Priority").selectOption("9");
        console.button("Set the priority").click();
        assertThat(console.page().locator("#many-done")).containsText("3");
        console.button("Close").click();
        jobs.forEach(id -> assertThat(api.job(id).path("priority").asInt()).isEqualTo(9));

        jobs.forEach(api::cancel);
        assertThat(console.row("c-" + mark)).containsText("Cancelled");
        select(console, "c-" + mark).check();
        console.button("Select all that match the filter").click();
        console.button("Re-run…").click();
        assertThat(dialog).containsText("This submits 3 jobs once more");
        console.button("Run them again").click();
        assertThat(console.page().locator("#many-done")).containsText("3");
        jobs.forEach(id -> assertThat(api.job(id).path("reruns")).hasSize(1));
        assertThat(console.problems()).isEmpty();
    }
}
