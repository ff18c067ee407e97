package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.jobyard.systemtests.AmqpClient;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.DeadLetters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server ends while an operator sends a dead letter back: it is here or there, never nowhere and never twice. */
@Tag("crash")
class LetterCrashIT {

    @ParameterizedTest
    @CsvSource("COMMITTED,1")
    void aLetterIsAlwaysAtOnePlace(String point, int sentBack) throws Exception {
        crash(point, sentBack);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"INTENT_WRITTEN,0", "PREPARED,0", "DECIDED,1", "FIRST_PUBLISHED,1", "CONFIRMED,1", "INTENTS_DELETED,1"})
    void aLetterIsAlwaysAtOnePlaceWhereverTheServerEnds(String point, int sentBack) throws Exception {
        crash(point, sentBack);
    }

    private static void crash(String point, int sentBack) throws Exception {
        CrashSite site = CrashSite.running();
        MicroServer server = site.server();
        String name = "letter-" + UUID.randomUUID();
        try (AmqpClient client = new AmqpClient(site.broker(), CrashSite.TOKEN)) {
            site.freezeWorker();
            DeadLetters.send(client, name, "{}");
            JsonNode letter = new DeadLetters(server.api()).await(name);
            site.awaitQuiet();
            server.haltAt(point);
            boolean answered = answered(server.api(), letter);
            server.awaitHalt();
            server.start();
            site.awaitQuiet();
            JsonNode found = new DeadLetters(server.api()).await(name);
            assertThat(found.path("sentBack").asInt())
                    .as("sent back, answered: %s", answered)
                    .isEqualTo(sentBack);
            assertThat(site.takeUnwanted()).hasSize(1);
        } finally {
            site.thawWorker();
        }
    }

    private static boolean answered(ApiClient api, JsonNode letter) {
        try {
            api.sendOnce(api.request("/dead-letters/" + letter.path("id").asText() + "/send-back")
                    .POST(BodyPublishers.noBody()));
            return true;
        } catch (IOException connectionEndedWithTheServer) {
            return false;
        }
    }
}
