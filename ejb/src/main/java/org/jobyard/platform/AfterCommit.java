package org.jobyard.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Runs what must begin strictly after the commit of the present transaction, on another thread and outside it. A rolled
 * back transaction runs nothing.
 */
@ApplicationScoped
public class AfterCommit {
    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    @Resource
    private ManagedExecutorService executor;

    /** Runs {@code task} once after the commit; at once when there is no transaction. */
    public void run(Runnable task) {
        if (registry.getTransactionKey() == null) {
            executor.execute(task);
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
                    executor.execute(task);
                }
            }
        });
    }

    /** The same, but of all tasks with one name in one transaction only the first runs. */
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
