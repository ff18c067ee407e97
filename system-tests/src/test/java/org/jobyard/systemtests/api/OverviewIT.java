package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How everything fares, for programs. */
@ExtendWith(JobyardExtension.class)
class OverviewIT {

    private final ApiClient api;

    OverviewIT(ApiClient api) {
        this.api = api;
    }

    @Test
    void endsAndStartsAreCountedInEverySpan() {
        JsonNode before = api.get("/overview").at("/past/total");
        api.awaitEnd(api.submitScript("counted in the overview", "exit 0"));
        for (String span : new String[] {"hour", "DAY", "week"}) {
            JsonNode past = api.get("/overview?span=" + span).path("past");
            assertThat(past.at("/total/succeeded").asLong())
                    .isGreaterThan(before.path("succeeded").asLong());
            assertThat(Duration.parse(past.at("/total/startDelayP95").asText())).isPositive();
            assertThat(past.path("slices")).hasSizeGreaterThanOrEqualTo(60);
        }
    }

    @Test
    void whoWaitsSaysWhy() {
        UUID id = api.submit(ApiClient.script("overview waits", "exit 0").put("type", "nobody-" + UUID.randomUUID()));
        JsonNode overview = api.get("/overview");
        assertThat(overview.path("problems").findValuesAsText("kind")).contains("NO_WORKER");
        assertThat(overview.at("/oldestWaiting/because").asText()).isNotBlank();
        assertThat(overview.path("waiting").findValuesAsText("kind")).contains("NO_WORKER");
        api.cancel(id);
    }

    @Test
    void anUnknownSpanIsRefused() {
        assertThat(api.send(api.request("/overview?span=year")).statusCode()).isEqualTo(400);
    }
}
