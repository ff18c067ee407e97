package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jobyard.systemtests.api.Problems.assertProblem;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.jobyard.embedded.RabbitControl;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.jobyard.systemtests.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What submitters hear while the broker has an alarm. */
@ExtendWith(JobyardExtension.class)
class BlockedBrokerIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ApiClient api;
    private final RabbitControl broker;

    BlockedBrokerIT(Jobyard jobyard, ApiClient api) {
        this.api = api;
        this.broker = RabbitControl.of(jobyard.process(Part.BROKER).pid());
    }

    @AfterEach
    void endTheAlarm() {
        watermark("0.6");
    }

    private void watermark(String value) {
        broker.run("set_vm_memory_high_watermark", value);
    }

    private HttpResponse<String> submit() {
        return api.send(api.submission(ApiClient.script("blocked", "echo done"), null));
    }

    @Test
    void areAskedToComeAgainAndNothingTakenIsLost() {
        watermark("0.0000001");
        // The alarm is felt by the first message that is not taken, so some job may come before it.
        UUID taken = api.submitScript("before", "echo done");
        HttpResponse<String> refused = await().atMost(LIMIT).until(this::submit, answer -> answer.statusCode() == 503);
        assertProblem(refused, 503, "UNAVAILABLE");
        assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(5);

        watermark("0.6");
        await().atMost(LIMIT).until(() -> submit().statusCode() == 201);
        assertThat(ApiClient.state(api.awaitEnd(taken))).isEqualTo("SUCCEEDED");
    }
}
