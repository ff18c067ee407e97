package org.jobyard.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Setting;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is old goes with all that belongs to it, and nothing else goes. */
class RetentionTest {
    @TempDir
    Path folder;

    private RetentionFixture old;

    @BeforeEach
    void start() {
        old = new RetentionFixture(folder);
    }

    @Test
    void eachStateIsKeptForItsTimeAndWhatHasNotEndedForEver() {
        old.hello();
        old.run(Outcome.SUCCEEDED);
        UUID failed = old.run(Outcome.FAILED);
        UUID running = old.fixtures.registerScript();
        old.fixtures.apply(old.fixtures.started(running, "w1", RetentionFixture.INSTANCE));
        old.core.clock().advance(Duration.ofDays(29));
        old.pass(old.core);
        assertThat(old.rows("job")).isEqualTo(3);
        old.core.clock().advance(Duration.ofDays(2));
        old.pass(old.core);
        assertThat(old.jobs()).containsExactly(failed, running);
        old.core.clock().advance(Duration.ofDays(60));
        old.pass(old.core);
        assertThat(old.jobs()).containsExactly(running);
    }

    @Test
    void aRerunIsKeptAsLongAsItsOriginal() {
        old.hello();
        UUID failed = old.run(Outcome.FAILED);
        UUID rerun = old.run(Outcome.SUCCEEDED);
        old.core.inTransaction(
                () -> old.core.bean(Database.class).update("update job set rerun_of = ? where id = ?", failed, rerun));
        old.core.clock().advance(Duration.ofDays(31));
        old.pass(old.core);
        assertThat(old.jobs()).containsExactly(failed, rerun);
        old.core.clock().advance(Duration.ofDays(60));
        old.pass(old.core);
        old.core.clock().advance(Duration.ofHours(2));
        old.pass(old.core);
        assertThat(old.jobs()).isEmpty();
    }

    @Test
    void theLatestSoManyAreKeptButNoneGoesBeforeAnHour() {
        old = new RetentionFixture(folder, Map.of(Setting.KEEP_SUCCEEDED_MOST, "2"));
        old.hello();
        for (int i = 0; i < 4; i++) {
            old.run(Outcome.SUCCEEDED);
            old.core.clock().advance(Duration.ofMinutes(1));
        }
        List<UUID> all = old.jobs();
        old.pass(old.core);
        assertThat(old.jobs()).isEqualTo(all);
        old.core.clock().advance(Duration.ofHours(2));
        old.pass(old.core);
        assertThat(old.jobs()).isEqualTo(all.subList(2, 4));
    }

    @Test
    void historyLogsFilesAndKeyGoWithTheJobAndOthersKeepTheirs() throws IOException {
        old.hello();
        JobRequest keyed = JobRequest.of("script")
                .name("keyed")
                .idempotencyKey("my key")
                .replyTo(Fixtures.ADAS_QUEUE)
                .build();
        UUID first = old.run(keyed, Outcome.SUCCEEDED);
        old.core.clock().advance(Duration.ofDays(20));
        UUID young = old.run(Outcome.SUCCEEDED);
        assertThat(old.files()).isEqualTo(2);
        old.core.clock().advance(Duration.ofDays(11));
        old.pass(old.core);
        assertThat(old.jobs()).containsExactly(young);
        assertThat(old.rows("job_event where job_id = '" + first + "'")).isZero();
        assertThat(old.rows("job_event where job_id = '" + young + "'")).isPositive();
        assertThat(old.rows("job_log")).isZero();
        assertThat(old.rows("idempotency_key")).isZero();
        assertThat(old.rows("deleted_job")).isZero();
        assertThat(old.files()).isOne();
        assertThat(folder.resolve("default").resolve(first.toString())).doesNotExist();
        UUID again = old.fixtures.register(keyed).get(0).id();
        assertThat(again).isNotEqualTo(first);
    }

    @Test
    void oldSlotsGoButTheLastOfASchedule() {
        old.core.bean(Database.class).update("""
                insert into schedule (id, tenant, owner, name, interval_ms, starts_at, missed, catch_up_ms, overlap, job,
                    created_at, changed_at)
                values (gen_random_uuid(), 'default', 'ada', 's', 1000, now(), 'ALL', 0, 'SKIP', '{}', now(), now())
                """);
        old.core.bean(Database.class).update("""
                        insert into schedule_slot (schedule_id, slot_at, outcome, reason, decided_at)
                        select id, t.at, case when n = 1 then 'QUEUED' else 'SKIPPED' end,
                            case when n = 1 then null else 'MISSED' end, t.at
                        from schedule, (select ?::timestamptz + n * interval '1 minute' as at, n
                            from generate_series(1, 5) as n) as t
                        """, TestCore.START);
        old.core.clock().advance(Duration.ofDays(91));
        old.pass(old.core);
        assertThat(old.core
                        .bean(Database.class)
                        .list("select slot_at from schedule_slot order by slot_at", row -> row.instant("slot_at")))
                .containsExactly(
                        TestCore.START.plus(Duration.ofMinutes(1)), TestCore.START.plus(Duration.ofMinutes(5)));
    }
}
