package org.jobyard.sdk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.testing.Brokers;
import org.junit.jupiter.api.Test;

/** How many runs a worker starts, counted. */
class WorkerThrottleTest extends RunningWorker {
    private static final int MOST = 5;
    private static final Duration PER = Duration.ofSeconds(1);
    private static final int JOBS = 18;

    private final List<Long> starts = new CopyOnWriteArrayList<>();

    @Test
    void noStretchOfTimeHasMoreStartsAlsoWhenRunsFail() throws Exception {
        for (int i = 0; i < JOBS; i++) {
            server.dispatch(TYPE, "{}", Map.of());
        }
        worker = JobyardWorker.builder(Brokers.address())
                .name(name)
                .type(
                        TYPE,
                        run -> {
                            starts.add(System.nanoTime());
                            throw new JobFailure("AT_ONCE", "it fails at once, as before");
                        },
                        20)
                .starts(MOST, PER)
                .spoolFolder(spool)
                .start();

        await().atMost(SOON).until(() -> starts.size() >= MOST);
        // What may not start yet stays in the queue, where another worker could take it.
        assertThat(server.ready(Queues.workQueue(TYPE))).isGreaterThan(0);
        await().atMost(SOON).until(() -> starts.size() == JOBS);
        assertThat(mostStartsIn(PER)).isEqualTo(MOST);
    }

    /**
     * In any stretch of nearly that time: a run is let start on the control thread, and the time is taken on its own, so
     * that some of them seem to come closer together.
     */
    private int mostStartsIn(Duration time) {
        long nearly = time.minus(Duration.ofMillis(100)).toNanos();
        return starts.stream()
                .mapToInt(from -> (int) starts.stream()
                        .filter(other -> other >= from && other < from + nearly)
                        .count())
                .max()
                .orElse(0);
    }
}
