package org.jobyard.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Real jobs through the public API: a script whose output appears while it runs, one that starts later, one that fails,
 * and a burst of short ones. Checks what it shows: the exit status says whether all went as it should.
 */
public final class Demo {
    private static final int BURST = 200;
    private static final Duration DELAY = Duration.ofSeconds(5);

    private static final String LIVE_SCRIPT = """
            for step in 1 2 3 4 5; do
              echo "step $step of 5 on $(hostname)"
              sleep 0.5
            done
            echo "kept as an output" > "$JOBYARD_OUTPUT/report.txt"
            """;
    private static final String LATER_SCRIPT = "echo \"it is $(date +%T): now is the chosen time\"\n";
    private static final String FAILING_SCRIPT = "echo 'cannot find the input' >&2\nexit 3\n";

    private final ApiClient api;
    private final PrintStream out;
    private final Instant began = Instant.now();

    /** Prints to {@code out}. */
    public Demo(ApiClient api, PrintStream out) {
        this.api = api;
        this.out = out;
    }

    /**
     * Runs the jobs to their ends.
     *
     * @return 0 when each ended as it should, else 1
     * @throws ApiException when the server refuses a job or stays away
     */
    public int run() {
        ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "demo");
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletableFuture<Row> live = CompletableFuture.supplyAsync(this::live, threads);
            CompletableFuture<Row> later = CompletableFuture.supplyAsync(this::later, threads);
            CompletableFuture<Row> failing = CompletableFuture.supplyAsync(this::failing, threads);
            List<Row> rows = new ArrayList<>(List.of(live.join(), failing.join(), later.join()));
            rows.add(new DemoBurst(api, BURST, this::say).run());
            table(rows);
            return rows.stream().allMatch(Row::asItShould) ? 0 : 1;
        } catch (CompletionException e) {
            throw e.getCause() instanceof ApiException refused ? refused : e;
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * A line of the summary.
     *
     * @param name of the job
     * @param end how it ended
     * @param took from submission to end
     * @param note what was to be seen
     * @param asItShould whether it was seen
     */
    record Row(String name, String end, Duration took, String note, boolean asItShould) {}

    private Row live() {
        String name = "demo-live";
        String id = submit(ScriptJob.now(name, LIVE_SCRIPT));
        CompletableFuture<JsonNode> history = history(name, id);
        AtomicReference<Instant> firstLine = new AtomicReference<>();
        new Feed(api, "/jobs/" + id + "/log").follow((event, data) -> {
            firstLine.compareAndSet(null, Instant.now());
            data.path("text").asText().lines().forEach(line -> say(name, "| " + line));
        });
        JsonNode job = history.join();
        Instant ended = Instant.parse(job.path("endedAt").asText());
        boolean whileItRan = firstLine.get() != null && firstLine.get().isBefore(ended);
        boolean output = job.path("outputs").path(0).path("name").asText().equals("report.txt");
        return row(
                job,
                whileItRan ? "output came while it ran; file report.txt kept" : "output did not come while it ran",
                job.path("state").asText().equals("SUCCEEDED") && whileItRan && output);
    }

    private Row later() {
        String name = "demo-later";
        Instant chosen = Instant.now().plus(DELAY).truncatedTo(ChronoUnit.MILLIS);
        JsonNode job =
                history(name, submit(ScriptJob.at(name, LATER_SCRIPT, chosen))).join();
        Instant started = Instant.parse(job.path("startedAt").asText());
        long late = Duration.between(chosen, started).toMillis();
        return row(
                job,
                "started " + late + " ms after its time",
                late >= 0 && job.path("state").asText().equals("SUCCEEDED"));
    }

    private Row failing() {
        String name = "demo-failing";
        JsonNode job =
                history(name, submit(ScriptJob.now(name, FAILING_SCRIPT))).join();
        return row(
                job,
                job.path("errorMessage").asText(),
                job.path("state").asText().equals("FAILED")
                        && job.path("exitCode").asInt() == 3
                        && job.path("errorMessage").asText().contains("cannot find the input"));
    }

    private String submit(JsonNode job) {
        JsonNode submitted = api.submit(job);
        return submitted.path("id").asText();
    }

    /** Prints each change of state; completes with the job as it ended. */
    private CompletableFuture<JsonNode> history(String name, String id) {
        return CompletableFuture.supplyAsync(() -> {
            new Feed(api, "/jobs/" + id + "/history").follow((event, data) -> {
                String detail = data.path("detail").asText("");
                say(name, data.path("state").asText() + (detail.isEmpty() ? "" : "  (" + detail.strip() + ")"));
            });
            return api.get("/jobs/" + id);
        });
    }

    private static Row row(JsonNode job, String note, boolean asItShould) {
        Duration took = Duration.between(
                Instant.parse(job.path("registeredAt").asText()),
                Instant.parse(job.path("endedAt").asText()));
        return new Row(job.path("name").asText(), job.path("state").asText(), took, note, asItShould);
    }

    private synchronized void say(String name, String what) {
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        out.printf(Locale.ROOT, "%7.2f s  %-16s %s%n", seconds, name, what);
        out.flush();
    }

    private void table(List<Row> rows) {
        out.printf("%n%-16s %-12s %9s   %s%n", "JOB", "END", "TOOK", "");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "%-16s %-12s %7.2f s   %s%s%n",
                    row.name(),
                    row.end(),
                    row.took().toMillis() / 1000.0,
                    row.asItShould() ? "" : "NOT AS IT SHOULD: ",
                    row.note().lines().findFirst().orElse(""));
        }
        out.println();
        out.flush();
    }
}
