package org.jobyard.registration;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Registers jobs for callers who wait for the answer, in shared transactions: while one commits, others come, and the next
 * takes them all. Who comes alone does not wait for company. Thread-safe.
 */
@ApplicationScoped
public class Committer {
    private static final Logger LOG = Logger.getLogger(Committer.class.getName());
    private static final int MOST_JOBS = 500;

    private static final class Request {
        private final List<Registration> registrations;
        private final CompletableFuture<List<Registered>> answer = new CompletableFuture<>();

        Request(List<Registration> registrations) {
            this.registrations = registrations;
        }
    }

    private RegisterJobs registerJobs;
    private Executor executor;
    private final Queue<Request> waiting = new ConcurrentLinkedQueue<>();
    /** Requests that wait or are being registered; whoever raises it from 0 starts the committer. */
    private final AtomicInteger open = new AtomicInteger();

    /** For the container. */
    protected Committer() {}

    @Inject
    Committer(RegisterJobs registerJobs) {
        this.registerJobs = registerJobs;
    }

    Committer(RegisterJobs registerJobs, Executor executor) {
        this.registerJobs = registerJobs;
        this.executor = executor;
    }

    @Resource
    void setExecutor(ManagedExecutorService managed) {
        executor = managed;
    }

    /** Requests that no transaction has taken yet. */
    int waiting() {
        return waiting.size();
    }

    /**
     * Registers jobs; returns when they are durable. Must not be called inside a transaction.
     *
     * @param registrations any number; they are registered together
     * @return what became of each, in their order
     */
    public List<Registered> register(List<Registration> registrations) {
        Request request = new Request(registrations);
        waiting.add(request);
        if (open.getAndIncrement() == 0) {
            start();
        }
        try {
            return request.answer.join();
        } catch (CompletionException e) {
            LOG.log(Level.FINE, "A shared registration failed; this one is tried alone", e);
            // Whose fault it was is not known: on its own, each succeeds or fails for its own reason. What was
            // registered after all is found by its id.
            return registerJobs.register(registrations);
        }
    }

    private void start() {
        try {
            executor.execute(this::commitAll);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "The server ends: registering on the caller's thread", e);
            commitAll();
        }
    }

    private void commitAll() {
        int done;
        do {
            List<Request> together = take();
            commit(together);
            done = together.size();
        } while (open.addAndGet(-done) > 0);
    }

    /** At least one: the count is raised after the request was added. */
    private List<Request> take() {
        List<Request> taken = new ArrayList<>();
        int jobs = 0;
        for (Request next = waiting.peek();
                next != null && (taken.isEmpty() || jobs + next.registrations.size() <= MOST_JOBS);
                next = waiting.peek()) {
            taken.add(waiting.remove());
            jobs += next.registrations.size();
        }
        return taken;
    }

    private void commit(List<Request> together) {
        try {
            List<Registered> outcomes = registerJobs.register(together.stream()
                    .flatMap(request -> request.registrations.stream())
                    .toList());
            int from = 0;
            for (Request request : together) {
                int to = from + request.registrations.size();
                request.answer.complete(outcomes.subList(from, to));
                from = to;
            }
        } catch (RuntimeException | Error e) {
            together.forEach(request -> request.answer.completeExceptionally(e));
        }
    }
}
