package org.jobyard.testing;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Supplier;
import org.jobyard.dispatch.HandOverName;
import org.jobyard.dispatch.JobName;
import org.jobyard.dispatch.ReleaseWaiting;
import org.jobyard.messaging.Outbox;
import org.jobyard.messaging.Outgoing;
import org.jobyard.persistence.Database;
import org.jobyard.platform.AfterCommit;
import org.jobyard.platform.ClockAndIds;
import org.jobyard.platform.Ids;
import org.jobyard.platform.Settings;
import org.jobyard.retention.Retention;
import org.jobyard.schedule.ExpireWorkers;
import org.jobyard.schedule.FireSchedules;
import org.jobyard.schedule.HandleDueJobs;
import org.jobyard.sdk.store.OutputStore;

/**
 * The core's beans without a server: real database, a clock that the test sets, and an outbox that shows what left when a
 * transaction committed. What must begin after a commit is done by {@link #settle()}, so that tests say when.
 */
public final class TestCore {
    /** The clock's first time. */
    public static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final TestDatabase database;
    private final TestBeans beans;
    private final Map<String, String> settings = new HashMap<>();
    private final List<Outgoing> held = new ArrayList<>();
    private final List<Runnable> heldTasks = new ArrayList<>();
    private final List<Outgoing> sent = new ArrayList<>();
    private final Queue<Runnable> afterCommit = new ArrayDeque<>();
    private final TestClock clock;
    private Runnable beforeCommit = () -> {};

    /** A node on an empty database. */
    public TestCore() {
        this(TestDatabase.empty(), new TestClock(START));
    }

    private TestCore(TestDatabase database, TestClock clock) {
        this.database = database;
        this.clock = clock;
        beans = new TestBeans(database);
        beans.put(Database.class, new Database(database));
        beans.put(Clock.class, clock);
        beans.put(Ids.class, new ClockAndIds());
        beans.put(Settings.class, new Settings(key -> Optional.ofNullable(settings.get(key))));
        // The server's; nobody signs in here.
        beans.put(Pbkdf2PasswordHash.class, TestBeans.proxy(Pbkdf2PasswordHash.class, arguments -> "no hash"));
        beans.put(Outbox.class, new Outbox() {
            @Override
            public void join() {}

            @Override
            public void send(Collection<Outgoing> messages) {
                held.addAll(messages);
            }
        });
        beans.put(AfterCommit.class, new AfterCommit() {
            @Override
            public void run(Runnable task) {
                (database.isInTransaction() ? heldTasks : afterCommit).add(task);
            }

            @Override
            public void runWithin(Runnable task) {
                run(task);
            }

            @Override
            public void runOnce(String name, Runnable task) {
                run(task);
            }
        });
        beans.put(Retention.class, new Retention() {
            @Override
            public void begin() {
                // It has no thread here; its test has it delete.
            }
        });
        // In the server the container begins its transaction.
        replace(ReleaseWaiting.class, new ReleaseWaiting() {
            @Override
            public Release release(String type) {
                return inTransaction(() -> super.release(type));
            }
        });
        replace(HandOverName.class, new HandOverName() {
            @Override
            public void handOver(JobName name) {
                inTransaction(() -> super.handOver(name));
            }
        });
        replace(ExpireWorkers.class, new ExpireWorkers() {
            @Override
            public void giveBackOrphans() {
                inTransaction(() -> super.giveBackOrphans());
            }
        });
        replace(HandleDueJobs.class, new HandleDueJobs() {
            @Override
            public boolean handle(Map<String, Boolean> missing) {
                return inTransaction(() -> super.handle(missing));
            }
        });
        replace(FireSchedules.class, new FireSchedules() {
            @Override
            public boolean fire() {
                return inTransaction(() -> super.fire());
            }

            @Override
            public void release(Collection<UUID> ids) {
                inTransaction(() -> super.release(ids));
            }
        });
    }

    /** Another node on the same database, with the same time. */
    public TestCore anotherNode() {
        return new TestCore(database, clock);
    }

    /** Keeps logs and outputs in a folder. */
    public TestCore storingIn(Path folder) {
        try {
            beans.put(OutputStore.class, new org.jobyard.sdk.store.FolderOutputStore(folder, Optional.empty()));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Calls this at the end of each transaction, just before its commit. What it throws rolls the transaction back. */
    public void beforeCommits(Runnable call) {
        beforeCommit = call;
    }

    /** A bean with all it needs. */
    public <T> T bean(Class<T> type) {
        return beans.get(type);
    }

    /** A bean that joins the caller's transaction where the one of {@link #bean} begins its own. */
    public <T> T joining(T bean, Class<? super T> type) {
        beans.inject(bean, type);
        return bean;
    }

    /** Puts a bean in the place of the one of its superclass. */
    public <T> T replace(Class<T> type, T bean) {
        beans.replace(type, bean);
        return bean;
    }

    /** Does work in a transaction. What it sent and asked for counts only when it commits. */
    public <T> T inTransaction(Supplier<T> work) {
        int messages = held.size();
        int tasks = heldTasks.size();
        try {
            T result = database.inTransaction(() -> {
                T done = work.get();
                beforeCommit.run();
                return done;
            });
            if (!database.isInTransaction()) {
                sent.addAll(held);
                afterCommit.addAll(heldTasks);
                held.clear();
                heldTasks.clear();
            }
            return result;
        } catch (RuntimeException | Error e) {
            held.subList(messages, held.size()).clear();
            heldTasks.subList(tasks, heldTasks.size()).clear();
            throw e;
        }
    }

    /** Does work in a transaction. */
    public void inTransaction(Runnable work) {
        inTransaction(() -> {
            work.run();
            return null;
        });
    }

    /** Does what commits have asked for, until nothing is left. */
    public void settle() {
        for (Runnable task = afterCommit.poll(); task != null; task = afterCommit.poll()) {
            task.run();
        }
    }

    /** What left since this was last called. */
    public List<Outgoing> takeSent() {
        List<Outgoing> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** The clock. */
    public TestClock clock() {
        return clock;
    }
}
