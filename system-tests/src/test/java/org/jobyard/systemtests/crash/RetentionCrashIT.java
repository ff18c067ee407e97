package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobyard.systemtests.ApiClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server is killed while it deletes what is old: the next one goes on, and nothing else is gone. */
@Tag("crash")
@Tag("long")
class RetentionCrashIT {

    private static final int JOBS = 20_000;
    private static final int WITH_FILES = 1_000;
    private static final String LEFT = "select count(*) from job where name = 'old one'";
    private static final String FILES_LEFT = "select count(*) from deleted_job";

    @Test
    void whatAKillInterruptsIsDoneByTheNextStart() throws Exception {
        CrashSite site = CrashSite.running();
        MicroServer server = site.server();
        ApiClient api = server.api();
        UUID young = api.submitScript("young one", "echo kept");
        api.awaitEnd(young);
        server.kill();
        insert(site);
        server.start();
        await("some are deleted").atMost(Duration.ofMinutes(1)).until(() -> site.count(LEFT) < JOBS - 2_000);
        server.kill();
        assertThat(site.count(LEFT)).isPositive();
        server.start();
        await("all are deleted")
                .atMost(Duration.ofMinutes(3))
                .until(() -> site.count(LEFT) + site.count(FILES_LEFT) == 0);
        assertThat(folders(site)).isEmpty();
        assertThat(site.count("select count(*) from job_event where event = 'OLD'"))
                .isZero();
        assertThat(api.log(young, "stdout")).isEqualTo("kept\n");
        assertThat(ApiClient.state(api.awaitEnd(api.submitScript("next one", "exit 0"))))
                .isEqualTo("SUCCEEDED");
    }

    private static void insert(CrashSite site) throws Exception {
        List<String> ids = new ArrayList<>();
        try (Connection connection = site.services().postgres().connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet inserted = statement.executeQuery("""
                    insert into job (id, tenant, owner, name, type, parameters, priority, state, registered_at, desired_at,
                        ended_at)
                    select gen_random_uuid(), 'default', 'admin', 'old one', 'script', '{}', 4, 'SUCCEEDED', t.at, t.at, t.at
                    from (select now() - interval '40 days' as at, generate_series(1, %d)) as t returning id
                    """.formatted(JOBS))) {
                while (inserted.next()) {
                    ids.add(inserted.getString(1));
                }
            }
            statement.execute("insert into job_event (job_id, seq, at, event, state, attempt)"
                    + " select id, 1, now(), 'OLD', 'SUCCEEDED', 1 from job where name = 'old one'");
        }
        for (String id : ids.subList(0, WITH_FILES)) {
            Path folder = Files.createDirectories(
                    site.outputs().resolve("default").resolve(id).resolve("old-execution"));
            Files.writeString(folder.resolve("stdout.log"), "old");
        }
    }

    private static List<Path> folders(CrashSite site) throws Exception {
        try (Stream<Path> all = Files.walk(site.outputs())) {
            return all.filter(path -> path.endsWith("old-execution")).toList();
        }
    }
}
