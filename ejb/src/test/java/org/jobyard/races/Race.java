package org.jobyard.races;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jobyard.persistence.Database;
import org.jobyard.testing.TestCore;

/**
 * Two transactions that want the same, each on a node of its own. The order is forced: the second begins when the first
 * has done its work and holds its locks; the first commits when the second waits for it in the database, or has ended
 * without.
 */
final class Race {
    /**
     * What the second came to.
     *
     * @param result null when it was refused
     * @param refusal null when it was not
     * @param waited whether it had to wait for the first
     */
    record Second<T>(T result, RuntimeException refusal, boolean waited) {}

    private static final Duration LIMIT = Duration.ofSeconds(30);

    final TestCore first;
    final TestCore second;

    /** On two nodes beside one that is there. */
    Race(TestCore core) {
        first = core.anotherNode();
        second = core.anotherNode();
    }

    /** What the first did came to nothing: its transaction is rolled back. */
    static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Does the first's work, has the second run into it, and lets both end, the first with its commit. */
    <T> Second<T> run(Runnable firstWork, Supplier<T> secondWork) {
        return run(firstWork, secondWork, () -> {});
    }

    /** The same, but the first goes on with its work before it commits. */
    <T> Second<T> run(Runnable firstWork, Supplier<T> secondWork, Runnable rest) {
        AtomicReference<CompletableFuture<T>> other = new AtomicReference<>();
        AtomicBoolean waited = new AtomicBoolean();
        first.inTransaction(() -> {
            firstWork.run();
            other.set(begin(secondWork, waited));
            rest.run();
        });
        return join(other.get(), waited.get());
    }

    /** The same, but the first is rolled back. */
    <T> Second<T> runUndone(Runnable firstWork, Supplier<T> secondWork) {
        AtomicReference<CompletableFuture<T>> other = new AtomicReference<>();
        AtomicBoolean waited = new AtomicBoolean();
        try {
            first.inTransaction(() -> {
                firstWork.run();
                other.set(begin(secondWork, waited));
                throw new Undone();
            });
        } catch (Undone wanted) {
            return join(other.get(), waited.get());
        }
        throw new AssertionError("the first was not rolled back");
    }

    private <T> CompletableFuture<T> begin(Supplier<T> work, AtomicBoolean waited) {
        long before = waiting();
        CompletableFuture<T> other = CompletableFuture.supplyAsync(() -> second.inTransaction(work));
        await("the second waits for the first, or ends")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> other.isDone() || waiting() > before);
        waited.set(!other.isDone());
        return other;
    }

    private static <T> Second<T> join(CompletableFuture<T> other, boolean waited) {
        return other.handle((result, failure) -> {
                    if (failure == null) {
                        return new Second<>(result, null, waited);
                    }
                    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                    if (cause instanceof RuntimeException refusal) {
                        return new Second<T>(null, refusal, waited);
                    }
                    throw new AssertionError(cause);
                })
                .join();
    }

    /** Locks that somebody waits for; unlike the activity of sessions this is not read once for a whole transaction. */
    private long waiting() {
        return first.bean(Database.class)
                .first("select count(*) as n from pg_locks where not granted", row -> row.number("n"))
                .orElseThrow();
    }

    /** Does what the commits of both have asked for. */
    void settle() {
        first.settle();
        second.settle();
    }
}
