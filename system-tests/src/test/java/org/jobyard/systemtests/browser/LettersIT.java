package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.UUID;
import org.jobyard.systemtests.AmqpClient;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.DeadLetters;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages of the dead letters. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class LettersIT {
    private static final String HOSTILE = "{\"text\":\"<img src=x onerror=\\\"document.title='taken'\\\">\"}";

    private final String name = "shown-" + UUID.randomUUID();

    private JsonNode buried(Jobyard jobyard, ApiClient api) throws Exception {
        try (AmqpClient client = new AmqpClient(jobyard, jobyard.status().token())) {
            DeadLetters.send(client, name, HOSTILE);
        }
        return new DeadLetters(api).await(name);
    }

    @Test
    void anOperatorSendsBackAndDiscards(Console console, Jobyard jobyard, ApiClient api) throws Exception {
        JsonNode letter = buried(jobyard, api);
        console.signIn();
        console.link("Dead letters").click();
        assertThat(console.heading("Dead letters")).isVisible();
        console.picture(Path.of("target", "pictures", "letters.png"));
        console.page()
                .locator("a.row-link[href*='" + letter.path("id").asText() + "']")
                .click();
        assertThat(console.page().locator(".letter-body")).hasText(HOSTILE);
        assertThat(console.page().locator("dl.params")).containsText(name);
        console.picture(Path.of("target", "pictures", "letter.png"));

        console.button("Send back").click();
        assertThat(console.page().locator("dialog#back")).containsText("jobyard.events");
        console.button("Send it back").click();
        assertThat(console.page().getByText("The message is on its way back.")).isVisible();

        JsonNode again = new DeadLetters(api).await(name);
        console.go("/letter.xhtml?id=" + again.path("id").asText());
        console.button("Discard").click();
        console.button("Discard it").click();
        assertThat(console.page().getByText("The message was discarded.")).isVisible();
        new DeadLetters(api).awaitGone(name);
        org.assertj.core.api.Assertions.assertThat(console.problems()).isEmpty();
    }

    @Test
    void aLetterThatIsGoneIsToldInTheConsolesLook(Console console) {
        console.signIn();
        console.go("/letter.xhtml?id=" + UUID.randomUUID());
        assertThat(console.heading("There is nothing here")).isVisible();
    }
}
