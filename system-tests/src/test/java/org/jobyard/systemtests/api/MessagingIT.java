package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jobyard.systemtests.api.Problems.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.jobyard.systemtests.LeftBehind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node left behind is seen: branches in doubt, and messages that have not left. */
@ExtendWith(JobyardExtension.class)
class MessagingIT {
    /** The figures are read once in five seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Jobyard jobyard;
    private final ApiClient api;

    MessagingIT(Jobyard jobyard, ApiClient api) {
        this.jobyard = jobyard;
        this.api = api;
    }

    private JsonNode readiness() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(api.request("/").build().uri().resolve("/health/ready"));
        return StreamSupport.stream(
                        ApiClient.read(api.send(request)).path("checks").spliterator(), false)
                .filter(check -> check.path("name").asText().equals("takes-work"))
                .findFirst()
                .orElseThrow();
    }

    private double figure(String name) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        api.request("/").build().uri().resolve("/metrics"))
                .header(
                        "Authorization",
                        api.request("/")
                                .build()
                                .headers()
                                .firstValue("Authorization")
                                .orElseThrow());
        return api.send(request)
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no figure " + name));
    }

    @Test
    void aBranchLeftPreparedIsSeenWithItsNode() throws Exception {
        try (LeftBehind gone = new LeftBehind(jobyard)) {
            Instant before = Instant.now();
            gone.branch();
            JsonNode branch = branch(gone);
            assertThat(branch.path("node").asText()).isEqualTo(gone.node);
            assertThat(Instant.parse(branch.path("preparedAt").asText()))
                    .isAfterOrEqualTo(before.minusSeconds(1))
                    .isBefore(before.plusSeconds(30));
        }
    }

    private JsonNode branch(LeftBehind gone) {
        return StreamSupport.stream(api.get("/messaging").path("branches").spliterator(), false)
                .filter(branch -> branch.path("gid").asText().equals(gone.gid()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the branch is not shown"));
    }

    @Test
    void itIsForOperators() {
        ApiClient engineer = new People(api).newUser("ENGINEER", "default");
        assertProblem(engineer.send(engineer.request("/messaging").GET()), 403, "FORBIDDEN");
    }

    @Test
    void messagesThatHaveNotLeftAreSeen() throws Exception {
        try (LeftBehind gone = new LeftBehind(jobyard)) {
            gone.intent();
            JsonNode messaging = api.get("/messaging");
            assertThat(messaging.path("oldIntents").asInt()).isPositive();
            assertThat(messaging.path("intents").findValuesAsText("node")).contains(gone.node);
            await().atMost(LIMIT).until(() -> figure("jobyard_intents_old") >= 1);
            JsonNode ready = readiness();
            assertThat(ready.at("/data/oldIntents").asInt()).isPositive();
            assertThat(ready.path("status").asText())
                    .as("old intents stop nothing")
                    .isEqualTo("UP");
        }
        await().atMost(LIMIT).until(() -> figure("jobyard_intents_old") == 0);
    }

    /** The transaction timeout is 120 s; a minute later any node settles what is in doubt. */
    @Tag("long")
    @Test
    void aBranchInDoubtIsCountedAndThenSettledByWhoeverLives() throws Exception {
        try (LeftBehind gone = new LeftBehind(jobyard)) {
            gone.branch();
            await().atMost(Duration.ofSeconds(150)).until(() -> figure("jobyard_branches_in_doubt") >= 1);
            assertThat(readiness().at("/data/inDoubt").asInt()).isPositive();
            await().atMost(Duration.ofMinutes(2)).until(() -> !gone.isPrepared());
            await().atMost(LIMIT).until(() -> figure("jobyard_branches_in_doubt") == 0);
        }
    }
}
