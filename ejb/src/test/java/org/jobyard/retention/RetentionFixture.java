package org.jobyard.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobyard.log.LogArchiver;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.store.OutputStore;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;

/** Jobs that have ended, and nodes that delete them. */
final class RetentionFixture {
    static final UUID INSTANCE = UUID.randomUUID();

    private final Path folder;
    private final Map<Setting, String> settings;
    final TestCore core;
    final Fixtures fixtures;

    RetentionFixture(Path folder) {
        this(folder, Map.of());
    }

    RetentionFixture(Path folder, Map<Setting, String> settings) {
        this.folder = folder;
        this.settings = new HashMap<>(settings);
        core = node(new TestCore());
        fixtures = new Fixtures(core);
        // It moves the logs of ended jobs to the store.
        core.bean(LogArchiver.class);
    }

    /** Another node on the same database. */
    TestCore anotherNode() {
        return node(core.anotherNode());
    }

    /** Another node, with an output store of its own. */
    TestCore anotherNode(OutputStore store) {
        TestCore node = core.anotherNode();
        node.replace(OutputStore.class, store);
        return deleting(node);
    }

    private TestCore node(TestCore node) {
        node.storingIn(folder);
        return deleting(node);
    }

    private TestCore deleting(TestCore node) {
        node.replace(Settings.class, new Settings(this::setting));
        // In the server the container begins their transactions.
        node.replace(DeleteOldJobs.class, new DeleteOldJobs() {
            @Override
            public boolean delete(Cutoff cutoff) {
                return node.inTransaction(() -> super.delete(cutoff));
            }
        });
        node.replace(DeleteFiles.class, new DeleteFiles() {
            @Override
            public boolean delete() {
                return node.inTransaction(() -> super.delete());
            }
        });
        return node;
    }

    private Optional<String> setting(String key) {
        return settings.entrySet().stream()
                .filter(entry -> entry.getKey().key().equals(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    void hello() {
        fixtures.hello("w1", INSTANCE, 20);
    }

    UUID run(Outcome outcome) {
        return run(Fixtures.script(), outcome);
    }

    UUID run(JobRequest request, Outcome outcome) {
        UUID job = fixtures.register(request).get(0).id();
        fixtures.apply(fixtures.started(job, "w1", INSTANCE), fixtures.logged(job, "w1", INSTANCE, 0, "hello"));
        fixtures.apply(fixtures.ended(job, "w1", INSTANCE, outcome, 5));
        core.settle();
        return job;
    }

    void deleteRows(TestCore node) {
        for (DeleteOldJobs.Cutoff cutoff : node.bean(DeleteOldJobs.class).cutoffs()) {
            boolean more = true;
            while (more) {
                more = node.bean(DeleteOldJobs.class).delete(cutoff);
            }
        }
    }

    void pass(TestCore node) {
        deleteRows(node);
        node.bean(DeleteFiles.class).delete();
        node.bean(DeleteOldRecords.class).delete();
    }

    long rows(String table) {
        return core.bean(Database.class)
                .first("select count(*) as n from " + table, row -> row.number("n"))
                .orElseThrow();
    }

    List<UUID> jobs() {
        return core.bean(Database.class).list("select id from job order by id", row -> row.uuid("id"));
    }

    long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    void insertEnded(int jobs) {
        core.bean(Database.class).update("""
                        insert into job (id, tenant, owner, name, type, parameters, priority, state, registered_at,
                            desired_at, ended_at)
                        select gen_random_uuid(), 'default', 'ada', 'old', 'script', '{}', 4, 'SUCCEEDED', t.at, t.at, t.at
                        from (select ?::timestamptz as at, generate_series(1, ?)) as t
                        """, TestCore.START.minus(Duration.ofDays(40)), jobs);
    }
}
