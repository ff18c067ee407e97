package org.jobyard.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Registers jobs for callers who wait for the answer, in shared transactions: while one commits, others come, and the first
 * of them then commits for all, on its own thread. Who comes alone waits for nobody. Thread-safe.
 */
@ApplicationScoped
public class Committer {
    private static final Logger LOG = Logger.getLogger(Committer.class.getName());
    private static final int MOST_JOBS = 500;

    private static final class Request {
        private final List<Registration> registrations;
        /** Done when its turn has come; says what its caller does then: take the answer, or commit. */
        private final CompletableFuture<Supplier<List<Registered>>> turn = new CompletableFuture<>();

        Request(List<Registration> registrations) {
            this.registrations = registrations;
        }
    }

    private RegisterJobs registerJobs;
    private final Object lock = new Object();
    /** Requests that no transaction has taken yet, guarded by the lock. */
    private final Queue<Request> waiting = new ArrayDeque<>();
    /** Whether somebody commits, guarded by the lock. */
    private boolean committing;

    /** For the container. */
    protected Committer() {}

    @Inject
    Committer(RegisterJobs registerJobs) {
        this.registerJobs = registerJobs;
    }

    /** Requests that no transaction has taken yet. */
    int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /**
     * Registers jobs; returns when they are durable. Must not be called inside a transaction.
     *
     * @param registrations any number; they are registered together
     * @return what became of each, in their order
     */
    public List<Registered> register(List<Registration> registrations) {
        Request own = new Request(registrations);
        boolean first;
        synchronized (lock) {
            waiting.add(own);
            first = !committing;
            committing = true;
        }
        return first ? commitAll(own) : own.turn.join().get();
    }

    /** Commits for {@code own}, the head of the line, and for those behind it, then lets the next one go. */
    private List<Registered> commitAll(Request own) {
        try {
            return commit(own, take());
        } finally {
            passOn();
        }
    }

    private List<Request> take() {
        List<Request> taken = new ArrayList<>();
        synchronized (lock) {
            int jobs = 0;
            for (Request next = waiting.peek();
                    next != null && (taken.isEmpty() || jobs + next.registrations.size() <= MOST_JOBS);
                    next = waiting.peek()) {
                taken.add(waiting.remove());
                jobs += next.registrations.size();
            }
        }
        return taken;
    }

    private void passOn() {
        Request next;
        synchronized (lock) {
            next = waiting.peek();
            committing = next != null;
        }
        if (next != null) {
            next.turn.complete(() -> commitAll(next));
        }
    }

    private List<Registered> commit(Request own, List<Request> together) {
        if (together.size() == 1) {
            return registerJobs.register(own.registrations);
        }
        List<Request> others = together.subList(1, together.size());
        try {
            List<Registered> outcomes = registerJobs.register(together.stream()
                    .flatMap(request -> request.registrations.stream())
                    .toList());
            int from = own.registrations.size();
            for (Request other : others) {
                List<Registered> answer = outcomes.subList(from, from + other.registrations.size());
                other.turn.complete(() -> answer);
                from += answer.size();
            }
            return outcomes.subList(0, own.registrations.size());
        } catch (RuntimeException | Error e) {
            LOG.log(Level.FINE, "A shared registration failed; its requests are tried alone", e);
            // Whose fault it was is not known: on its own, each succeeds or fails for its own reason. What was
            // registered after all is found by its id.
            others.forEach(other -> other.turn.complete(() -> registerJobs.register(other.registrations)));
            return registerJobs.register(own.registrations);
        }
    }
}
