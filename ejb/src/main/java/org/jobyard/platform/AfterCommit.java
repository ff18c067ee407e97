package org.jobyard.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs what must come after the commit of the present transaction. A rolled back transaction runs nothing. */
@ApplicationScoped
public class AfterCommit {
    private static final Logger LOG = Logger.getLogger(AfterCommit.class.getName());

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    @Resource
    private ManagedExecutorService executor;

    /**
     * Runs {@code task} strictly after the commit, on another thread; at once when there is no transaction. The tasks of one
     * transaction run one after the other in the order they were given; one that fails holds up no other.
     */
    public void run(Runnable task) {
        if (registry.getTransactionKey() == null) {
            executor.execute(task);
        } else {
            tasks().later.put(new Object(), task);
        }
    }

    /** Like {@link #run(Runnable)}, but of all tasks with one name in one transaction only the first runs. */
    public void runOnce(String name, Runnable task) {
        if (registry.getTransactionKey() == null) {
            executor.execute(task);
        } else {
            tasks().later.putIfAbsent(name, task);
        }
    }

    /**
     * Runs {@code task} at the end of the commit, before the caller goes on: for what must be seen by whoever sees the
     * commit. It must be short, and touch neither database nor broker. At once when there is no transaction.
     */
    public void runWithin(Runnable task) {
        if (registry.getTransactionKey() == null) {
            task.run();
        } else {
            tasks().within.add(task);
        }
    }

    private Tasks tasks() {
        Tasks present = (Tasks) registry.getResource(Tasks.class);
        if (present != null) {
            return present;
        }
        Tasks tasks = new Tasks();
        registry.putResource(Tasks.class, tasks);
        registry.registerInterposedSynchronization(tasks);
        return tasks;
    }

    /** Those of one transaction. They are handed to the executor as one: handing over costs more than most of them. */
    private final class Tasks implements Synchronization {
        private final List<Runnable> within = new ArrayList<>();
        private final Map<Object, Runnable> later = new LinkedHashMap<>();

        @Override
        public void beforeCompletion() {
            // Only the end matters.
        }

        @Override
        public void afterCompletion(int status) {
            if (status != Status.STATUS_COMMITTED) {
                return;
            }
            runAll(within);
            if (!later.isEmpty()) {
                executor.execute(() -> runAll(List.copyOf(later.values())));
            }
        }

        private void runAll(List<Runnable> tasks) {
            for (Runnable task : tasks) {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, "What follows a commit failed", e);
                }
            }
        }
    }
}
