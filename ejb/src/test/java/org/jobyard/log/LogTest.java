package org.jobyard.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
    private static final UUID WORKER = UUID.randomUUID();

    @TempDir
    Path folder;

    private TestCore core;
    private Fixtures fixtures;
    private UUID job;

    @BeforeEach
    void run() {
        core = new TestCore().storingIn(folder);
        fixtures = new Fixtures(core);
        fixtures.hello("w1", WORKER, 2);
        job = fixtures.registerScript();
        fixtures.apply(fixtures.started(job, "w1", WORKER));
    }

    private LogSlice read(long offset) {
        return core.bean(LogReader.class).read(Fixtures.ADA, job, LogStream.STDOUT, offset, 1000);
    }

    private void log(long offset, String text) {
        fixtures.apply(fixtures.logged(job, "w1", WORKER, offset, text));
    }

    private static String text(LogSlice slice) {
        return new String(slice.content(), StandardCharsets.UTF_8);
    }

    @Test
    void showsThePrefixWithoutGaps() {
        log(0, "one ");
        log(8, "three");
        assertThat(text(read(0))).isEqualTo("one ");
        assertThat(read(8).content()).isEmpty();
        log(4, "two ");
        assertThat(text(read(0))).isEqualTo("one two three");
        assertThat(text(read(6))).isEqualTo("o three");
        assertThat(read(0).complete()).isFalse();
    }

    @Test
    void aChunkThatComesTwiceOrOverlapsIsThereOnce() {
        log(0, "abc");
        log(0, "abc");
        log(2, "cde");
        assertThat(text(read(0))).isEqualTo("abcde");
    }

    @Test
    void movesToTheStoreWhenAllAnnouncedBytesAreThere() {
        log(0, "hello ");
        fixtures.apply(fixtures.ended(job, "w1", WORKER, Outcome.SUCCEEDED, 11));
        archive();
        assertThat(read(0).complete()).isFalse();
        log(6, "world");
        assertThat(read(0).complete()).isTrue();
        archive();
        assertThat(chunks()).isZero();
        assertThat(text(read(0))).isEqualTo("hello world");
        assertThat(text(read(6))).isEqualTo("world");
        assertThat(read(11).complete()).isTrue();
        log(6, "world");
        assertThat(chunks()).isZero();
    }

    @Test
    void aReaderWhoseChunksMoveAwayBetweenItsReadsGetsTheLogAllTheSame() {
        log(0, "hello");
        fixtures.apply(fixtures.ended(job, "w1", WORKER, Outcome.SUCCEEDED, 5));
        core.replace(LogChunks.class, new LogChunks() {
            private boolean moved;

            @Override
            byte[] read(UUID of, UUID execution, LogStream stream, long offset, int length) {
                if (!moved) {
                    moved = true;
                    archive();
                }
                return super.read(of, execution, stream, offset, length);
            }
        });

        LogSlice slice = read(0);

        assertThat(text(slice)).isEqualTo("hello");
        assertThat(slice.complete()).isTrue();
    }

    private void archive() {
        core.inTransaction(() -> core.bean(ArchiveLogs.class).archive(job));
    }

    private long chunks() {
        return core.bean(org.jobyard.persistence.Database.class)
                .first("select count(*) as chunks from job_log", row -> row.number("chunks"))
                .orElseThrow();
    }
}
