package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jobyard.systemtests.ApiClient;

/**
 * Submits short jobs and keeps, outside of Jobyard, what it was promised: which jobs were answered as accepted. A
 * submission without an answer is repeated under the same key until it has one. Each script notes its execution in a
 * file outside as well.
 */
final class Ledger implements AutoCloseable {
    private static final int SUBMITTERS = 4;
    /** As long as the launcher gives a server to start, and a little more. */
    private static final Duration GIVE_UP = Duration.ofMinutes(6);

    private final Submitter submitter;
    private final Path executions;
    private final int size;
    private final Map<Integer, UUID> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final CountDownLatch underWay;
    private final ExecutorService submitters = Executors.newFixedThreadPool(SUBMITTERS);
    private final String run = UUID.randomUUID().toString();
    private Instant startAt;
    private List<Future<?>> submissions = List.of();

    /**
     * Nothing is submitted yet.
     *
     * @param executions file in which the scripts note that they ran
     * @param jobs how many there will be
     * @param warmUp how many must be accepted before the jobs are under way
     */
    Ledger(Submitter submitter, Path executions, int jobs, int warmUp) {
        this.submitter = submitter;
        this.executions = executions;
        this.size = jobs;
        this.underWay = new CountDownLatch(warmUp);
    }

    /** Has the jobs begin at a time, not at once. */
    Ledger startingAt(Instant time) {
        startAt = time;
        return this;
    }

    /** Starts to submit, in threads of its own. */
    void begin() {
        submissions = IntStream.range(0, size)
                .<Future<?>>mapToObj(number -> submitters.submit(() -> submit(number)))
                .toList();
    }

    /** Waits until jobs are accepted and run, while others are still to be submitted. */
    void awaitUnderWay() throws InterruptedException {
        assertThat(underWay.await(1, TimeUnit.MINUTES)).as("jobs are under way").isTrue();
    }

    /** Waits until each job was answered as accepted. */
    Map<Integer, UUID> awaitAccepted() throws Exception {
        for (Future<?> submission : submissions) {
            submission.get(GIVE_UP.toSeconds() * 2, TimeUnit.SECONDS);
        }
        assertThat(accepted).hasSize(size);
        return accepted;
    }

    /** How many requests got no answer and were sent again. */
    int unanswered() {
        return unanswered.get();
    }

    /** What the names of all its jobs begin with, and of no others. */
    String run() {
        return run;
    }

    /** How often each job's script ran, by its number. */
    Map<Integer, Integer> executions() throws IOException {
        Map<Integer, Integer> counts = new ConcurrentHashMap<>();
        for (String line : Files.readAllLines(executions)) {
            counts.merge(Integer.valueOf(line), 1, Integer::sum);
        }
        return counts;
    }

    private void submit(int number) {
        String name = run + "-" + number;
        ObjectNode job = ApiClient.script(name, "echo %d >> '%s'".formatted(number, executions));
        if (startAt != null) {
            job.put("startAt", startAt.toString());
        }
        Instant end = Instant.now().plus(GIVE_UP);
        while (Instant.now().isBefore(end)) {
            try {
                Optional<UUID> id = submitter.submit(job, name);
                if (id.isPresent()) {
                    accept(number, id.get());
                    return;
                }
            } catch (IOException lost) {
                // Counted like an answer that says to try again.
            }
            unanswered.incrementAndGet();
            if (!pause()) {
                return;
            }
        }
        throw new AssertionError("job " + number + " was not accepted within " + GIVE_UP);
    }

    private void accept(int number, UUID id) {
        UUID before = accepted.putIfAbsent(number, id);
        assertThat(before).as("the same submission is one job").isIn(null, id);
        underWay.countDown();
    }

    /** Before the next try; false when the test is over. */
    private boolean pause() {
        try {
            return !submitters.awaitTermination(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        submitters.shutdownNow();
    }
}
