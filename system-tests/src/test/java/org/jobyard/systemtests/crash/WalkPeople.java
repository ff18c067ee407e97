package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jobyard.sdk.message.Json;
import org.jobyard.systemtests.ApiClient;

/**
 * Who submits jobs and does to them whatever can be done, at whichever server answers. A request that changes something for good is
 * repeated until it is answered, in the same words and under the same key. Thread-safe.
 */
final class WalkPeople {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** How many jobs of {@link WalkWorker#LIMITED} may run at once. */
    static final int LIMIT = 3;

    private static final int BETWEEN_TRIES = 200;
    private static final int NAMES = 12;

    private final String run;
    private final Map<String, UUID> accepted = new ConcurrentHashMap<>();
    private final Set<UUID> reruns = ConcurrentHashMap.newKeySet();
    private final Set<UUID> cancelled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final List<ApiClient> apis;
    private final Pace pace = new Pace();

    /**
     * Nothing is done yet.
     *
     * @param run what the keys of all its jobs begin with, and of no others
     */
    WalkPeople(String run, List<MicroServer> servers) {
        this.run = run;
        apis = servers.stream().map(MicroServer::api).toList();
    }

    /** By key: the jobs that were answered as accepted. */
    Map<String, UUID> accepted() {
        return accepted;
    }

    /** The jobs that are others run again, by the answers. */
    Set<UUID> reruns() {
        return reruns;
    }

    /** The jobs whose cancel was answered. */
    Set<UUID> cancelled() {
        return cancelled;
    }

    int refused() {
        return refused.get();
    }

    /** How many requests got no answer. */
    int unanswered() {
        return unanswered.get();
    }

    /** A job, yet to be submitted. */
    ObjectNode job(Random random, int number) {
        String own = run + "-" + number;
        return WalkJobs.job(random, own, run + "-n" + random.nextInt(NAMES)).put("reference", own);
    }

    /** Submits a job; nothing when its name was taken. */
    Optional<UUID> submit(Random random, ObjectNode job) {
        String key = job.path("reference").asText();
        Optional<UUID> id = taken(insist(random, api -> api.submission(job, key)));
        id.ifPresent(taken -> accepted.put(key, taken));
        return id;
    }

    /** Cancels a job for certain, unless it has ended. */
    void cancel(Random random, UUID job) {
        if (insist(random, api -> post(api, "/jobs/" + job + "/cancel")).statusCode() / 100 == 2) {
            cancelled.add(job);
        }
    }

    /** Runs a job again, once, if it has ended. */
    void rerun(Random random, UUID job) {
        String key = run + "-again-" + random.nextLong();
        taken(insist(random, api -> post(api, "/jobs/" + job + "/rerun").header("Idempotency-Key", key)))
                .ifPresent(reruns::add);
    }

    private Optional<UUID> taken(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 == 2) {
            return Optional.of(UUID.fromString(ApiClient.read(answer).path("id").asText()));
        }
        refused.incrementAndGet();
        return Optional.empty();
    }

    /** Asks once for something; whether it was done, nobody knows. */
    void ask(Random random, Function<ApiClient, HttpRequest.Builder> request) {
        try {
            ApiClient api = api(random);
            HttpResponse<String> answer = api.sendOnce(request.apply(api));
            if (answer.statusCode() == 409) {
                refused.incrementAndGet();
            } else if (!isAnswer(answer)) {
                unanswered.incrementAndGet();
            }
        } catch (IOException away) {
            unanswered.incrementAndGet();
        }
    }

    /** Asks until it is done, or refused because of the state of things. */
    HttpResponse<String> insist(Random random, Function<ApiClient, HttpRequest.Builder> request) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            ApiClient api = api(random);
            try {
                HttpResponse<String> answer = api.sendOnce(request.apply(api));
                if (isAnswer(answer)) {
                    assertThat(answer.statusCode() / 100 == 2 || answer.statusCode() == 409)
                            .as("%d: %s", answer.statusCode(), answer.body())
                            .isTrue();
                    return answer;
                }
            } catch (IOException away) {
                // Counted like an answer that says to try again.
            }
            unanswered.incrementAndGet();
            pace.goOnAfter(BETWEEN_TRIES);
        }
        throw new AssertionError("no answer within " + PATIENCE);
    }

    private ApiClient api(Random random) {
        return apis.get(random.nextInt(apis.size()));
    }

    /** A server that starts answers itself, before the application is there; the application answers JSON. */
    private static boolean isAnswer(HttpResponse<String> answer) {
        return answer.statusCode() < 500
                && answer.headers().firstValue("Content-Type").stream().anyMatch(type -> type.contains("json"));
    }

    static HttpRequest.Builder post(ApiClient api, String path) {
        return api.request(path).POST(BodyPublishers.noBody());
    }

    static HttpRequest.Builder send(ApiClient api, String method, String path, ObjectNode body) {
        return api.request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString()));
    }

    /** Holds all jobs of a type, or lets them go on; its limit stays as it is. */
    void hold(Random random, String type, boolean held) {
        ObjectNode change = Json.object().put("type", type).put("held", held);
        if (type.equals(WalkWorker.LIMITED)) {
            change.put("most", LIMIT);
        }
        insist(random, api -> send(api, "PUT", "/limits", change));
    }
}
