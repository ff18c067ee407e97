package org.jobyard.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Consumer;

/** Runs what must come after the commit of the present transaction. A rolled back transaction runs nothing. */
@ApplicationScoped
public class AfterCommit {
    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    @Resource
    private ManagedExecutorService executor;

    /** Runs {@code task} strictly after the commit, on another thread; at once when there is no transaction. */
    public void run(Runnable task) {
        run(task, executor::execute);
    }

    /**
     * Runs {@code task} at the end of the commit, before the caller goes on: for what must be seen by whoever sees the
     * commit. It must be short, and touch neither database nor broker. At once when there is no transaction.
     */
    public void runWithin(Runnable task) {
        run(task, Runnable::run);
    }

    private void run(Runnable task, Consumer<Runnable> then) {
        if (registry.getTransactionKey() == null) {
            then.accept(task);
            return;
        }
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Only the end matters.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    then.accept(task);
                }
            }
        });
    }

    /** Like {@link #run(Runnable)}, but of all tasks with one name in one transaction only the first runs. */
    public void runOnce(String name, Runnable task) {
        if (registry.getTransactionKey() != null) {
            String key = AfterCommit.class.getName() + " " + name;
            if (registry.getResource(key) != null) {
                return;
            }
            registry.putResource(key, name);
        }
        run(task);
    }
}
