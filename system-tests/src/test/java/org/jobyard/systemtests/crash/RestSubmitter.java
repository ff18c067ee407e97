package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;

/** Over HTTP with an Idempotency-Key. */
record RestSubmitter(ApiClient api) implements Submitter {
    @Override
    public Optional<UUID> submit(ObjectNode job, String key) throws IOException {
        HttpResponse<String> answer = api.sendOnce(api.submission(job, key));
        if (answer.statusCode() / 100 == 2) {
            return Optional.of(UUID.fromString(ApiClient.read(answer).path("id").asText()));
        }
        assertThat(isFromOutside(answer) || answer.statusCode() >= 500)
                .as("%d: %s", answer.statusCode(), answer.body())
                .isTrue();
        return Optional.empty();
    }

    /** The same; nothing, too, when the server does not answer. */
    Optional<UUID> submitOrNothing(ObjectNode job, String key) {
        try {
            return submit(job, key);
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    /** A server that is starting answers 404 itself, before the application is there; the application answers JSON. */
    private static boolean isFromOutside(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").stream().noneMatch(type -> type.contains("json"));
    }
}
