package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobyard.systemtests.Folders;

/** Two servers and two workers, which are killed at random and started anew. */
final class WalkSite implements AutoCloseable {
    private static final int LONGEST_LIFE_OF_A_SERVER = 15_000;
    private static final int LONGEST_LIFE_OF_A_WORKER = 12_000;
    private static final int LONGEST_ABSENCE = 3000;

    private final CrashSite site;
    private final List<MicroServer> servers;
    private final List<WalkProcess> workers = new ArrayList<>();
    private final AtomicInteger serversKilled = new AtomicInteger();
    private final AtomicInteger workersKilled = new AtomicInteger();
    private final Pace killing = new Pace();
    private final List<Thread> killers = new ArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    /** Starts all of them. */
    WalkSite(Path folder) throws IOException {
        site = CrashSite.running();
        MicroServer second = site.server("node2");
        servers = List.of(site.server(), second);
        second.start();
        Folders.create(folder);
        for (String name : List.of("walker-a", "walker-b")) {
            WalkProcess worker = new WalkProcess(site.services().rabbit(), name, folder);
            workers.add(worker);
            worker.start();
        }
    }

    List<MicroServer> servers() {
        return servers;
    }

    List<WalkProcess.Life> lives() {
        return workers.stream().flatMap(worker -> worker.lives().stream()).toList();
    }

    int serversKilled() {
        return serversKilled.get();
    }

    int workersKilled() {
        return workersKilled.get();
    }

    /** From now on servers and workers are killed, each kind in its own time. */
    void beginToKill(Random random) {
        Random ofServers = new Random(random.nextLong());
        Random ofWorkers = new Random(random.nextLong());
        run("kills servers", () -> killServers(ofServers));
        run("kills workers", () -> killWorkers(ofWorkers));
    }

    private interface Killer {
        void kill() throws Exception;
    }

    private void run(String name, Killer killer) {
        Thread thread = new Thread(
                () -> {
                    try {
                        killer.kill();
                    } catch (Exception | AssertionError e) {
                        failures.add(e);
                        killing.end();
                    }
                },
                name);
        killers.add(thread);
        thread.start();
    }

    /** One of them, or once in a while both at once. */
    private void killServers(Random random) throws Exception {
        while (killing.goOnAfter(random.nextInt(LONGEST_LIFE_OF_A_SERVER))) {
            List<MicroServer> victims = random.nextInt(4) == 0 ? servers : List.of(servers.get(random.nextInt(2)));
            for (MicroServer victim : victims) {
                victim.kill();
                serversKilled.incrementAndGet();
            }
            for (MicroServer victim : victims) {
                victim.start();
            }
        }
    }

    private void killWorkers(Random random) throws Exception {
        while (killing.goOnAfter(random.nextInt(LONGEST_LIFE_OF_A_WORKER))) {
            WalkProcess victim = workers.get(random.nextInt(workers.size()));
            victim.kill();
            workersKilled.incrementAndGet();
            killing.goOnAfter(random.nextInt(LONGEST_ABSENCE));
            victim.start();
        }
    }

    /** Kills no more, and returns when all is up again. */
    void calmDown() {
        awaitKillers();
        assertWell();
    }

    private void awaitKillers() {
        killing.end();
        try {
            for (Thread killer : killers) {
                killer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fails when something that was killed did not come up again. */
    void assertWell() {
        assertThat(failures).as("what failed to start again").isEmpty();
    }

    /** Reads a row of the database. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows of a query. */
    <T> List<T> list(String sql, Reader<T> reader, Object... parameters) throws SQLException {
        try (Connection connection = site.services().postgres().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    rows.add(reader.read(results));
                }
            }
            return rows;
        }
    }

    /** Waits until nothing is left of any transaction. */
    void awaitQuiet() {
        site.awaitQuiet();
    }

    /** Letters that nobody could deliver or handle; they are gone then. */
    List<String> takeUnwanted() throws Exception {
        return site.takeUnwanted();
    }

    @Override
    public void close() {
        awaitKillers();
        workers.forEach(WalkProcess::close);
        servers.get(1).close();
    }
}
