package org.jobyard.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Many short scripts at once; each end is printed. */
final class DemoBurst {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT");

    private final ApiClient api;
    private final int size;
    private final BiConsumer<String, String> say;
    private final Map<String, String> ends = new HashMap<>();

    DemoBurst(ApiClient api, int size, BiConsumer<String, String> say) {
        this.api = api;
        this.size = size;
        this.say = say;
    }

    Demo.Row run() {
        // One name for this burst alone: the list is asked for it.
        String prefix = "demo-burst-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        Instant began = Instant.now();
        AtomicInteger submitted = new AtomicInteger();
        IntStream.rangeClosed(1, size).parallel().forEach(number -> {
            api.submit(ScriptJob.now("%s-%03d".formatted(prefix, number), "echo number " + number + "\n"));
            submitted.incrementAndGet();
        });
        Duration submitting = Duration.between(began, Instant.now());
        say.accept("demo-burst", submitted + " jobs accepted in " + seconds(submitting));
        Instant giveUp = began.plus(LIMIT);
        while (ends.size() < size && Instant.now().isBefore(giveUp) && (look(prefix) || ApiClient.pause())) {
            // look again
        }
        Duration took = Duration.between(began, Instant.now());
        long succeeded = ends.values().stream().filter("SUCCEEDED"::equals).count();
        return new Demo.Row(
                "demo-burst",
                succeeded + " of " + size,
                took,
                "succeeded, %.0f a second".formatted(size * 1000.0 / took.toMillis()),
                succeeded == size);
    }

    /** Prints the ends that are new; true when there was one. */
    private boolean look(String prefix) {
        Set<String> fresh = new HashSet<>();
        String query = "/jobs?limit=100&name=" + prefix;
        String next = "";
        do {
            JsonNode page = api.get(next.isEmpty() ? query : query + "&cursor=" + ApiClient.encode(next));
            for (JsonNode job : page.path("jobs")) {
                String state = job.path("state").asText();
                if (ENDS.contains(state) && ends.putIfAbsent(job.path("id").asText(), state) == null) {
                    fresh.add(job.path("id").asText());
                    say.accept("demo-burst", job.path("name").asText().substring(prefix.length() + 1) + " " + state);
                }
            }
            next = page.path("next").isTextual() ? page.path("next").asText() : "";
        } while (!next.isEmpty());
        return !fresh.isEmpty();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}
