package org.jobyard.web.api.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.log.LogStream;
import org.junit.jupiter.api.Test;

class LogFeedTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final OneJob job = new OneJob();
    private final SentEvents sent = new SentEvents();
    private LogFeed feed = feed(LogPosition.START, sent);

    private LogFeed feed(LogPosition position, SentEvents out) {
        return new LogFeed(
                job.logs,
                job.queries,
                Clock.fixed(NOW, ZoneOffset.UTC),
                OneJob.CALLER,
                OneJob.ID,
                EnumSet.allOf(LogStream.class),
                position,
                out);
    }

    @Test
    void sendsWhatIsNewAndThenTheEnd() throws IOException {
        job.write(LogStream.STDOUT, "one\r\n".getBytes(UTF_8));
        assertThat(feed.advance()).isFalse();
        job.write(LogStream.STDERR, "oops\n".getBytes(UTF_8));
        job.write(LogStream.STDOUT, "two".getBytes(UTF_8));
        assertThat(feed.advance()).isFalse();
        job.end(JobState.SUCCEEDED, NOW);

        assertThat(feed.advance()).isTrue();

        assertThat(sent.text("stdout")).isEqualTo("one\r\ntwo");
        assertThat(sent.text("stderr")).isEqualTo("oops\n");
        assertThat(sent.events)
                .last()
                .isEqualTo(new SentEvents.Sent("end", null, new JobEnded(JobState.SUCCEEDED, 0, null, null)));
    }

    @Test
    void goesOnWhereTheClientWasWithoutGapOrRepetition() throws IOException {
        byte[] log = "aé€😀\n".repeat(50).getBytes(UTF_8);
        for (byte each : log) {
            job.write(LogStream.STDOUT, each);
            feed.advance();
        }
        job.end(JobState.SUCCEEDED, NOW);
        feed.advance();
        for (int i = 0; i < sent.events.size() - 1; i++) {
            SentEvents rest = new SentEvents();
            feed(LogPosition.parse(sent.events.get(i).id()), rest).advance();
            StringBuilder whole = new StringBuilder();
            sent.events.subList(0, i + 1).forEach(event -> whole.append(((LogFeed.Text) event.data()).text()));

            assertThat(whole + rest.text("stdout")).isEqualTo(new String(log, UTF_8));
        }
    }

    @Test
    void aNewAttemptBeginsAnew() throws IOException {
        job.write(LogStream.STDOUT, "first attempt".getBytes(UTF_8));
        feed.advance();
        job.begin(new UUID(0, 2));
        job.write(LogStream.STDOUT, "second".getBytes(UTF_8));
        feed.advance();

        assertThat(sent.text("stdout")).isEqualTo("second");
        assertThat(sent.events).extracting(SentEvents.Sent::name).containsExactly("stdout", "attempt", "stdout");
    }

    @Test
    void anIdOfAnEarlierAttemptBeginsAnewToo() throws IOException {
        LogPosition old = LogPosition.startOf(new UUID(0, 9)).advance(LogStream.STDOUT, 5);
        job.write(LogStream.STDOUT, "all of it".getBytes(UTF_8));
        feed = feed(old, sent);
        feed.advance();

        assertThat(sent.text("stdout")).isEqualTo("all of it");
    }

    @Test
    void aLongLogComesInPieces() throws IOException {
        byte[] log = "0123456789é\n".repeat(20_000).getBytes(UTF_8);
        job.write(LogStream.STDOUT, log);
        job.end(JobState.SUCCEEDED, NOW);
        assertThat(feed.advance()).isTrue();

        assertThat(sent.events).hasSizeGreaterThan(3);
        assertThat(sent.text("stdout")).isEqualTo(new String(log, UTF_8));
    }

    @Test
    void doesNotAskForTheStateWhileLinesCome() throws IOException {
        for (int line = 0; line < 10; line++) {
            job.write(LogStream.STDOUT, (byte) '\n');
            feed.advance();
        }

        assertThat(job.finds).isZero();
        assertThat(feed.looksAgain()).isTrue();
    }

    @Test
    void aJobThatNeverRanJustEnds() throws IOException {
        job.begin(null);
        job.end(JobState.CANCELLED, NOW);

        assertThat(feed.advance()).isTrue();
        assertThat(sent.events).extracting(SentEvents.Sent::name).containsExactly("end");
    }

    @Test
    void waitsForTheRestOfTheLogButNotForEver() throws IOException {
        job.end(JobState.FAILED, NOW.minusSeconds(10));
        job.logComplete = false;
        assertThat(feed.advance()).isFalse();
        assertThat(feed.looksAgain()).isTrue();

        job.endedAt = NOW.minusSeconds(120);
        assertThat(feed.advance()).isTrue();
    }
}
