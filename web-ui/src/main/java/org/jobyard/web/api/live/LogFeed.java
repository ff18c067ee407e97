package org.jobyard.web.api.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jobyard.log.LogReader;
import org.jobyard.log.LogSlice;
import org.jobyard.log.LogStream;
import org.jobyard.query.JobDetails;
import org.jobyard.query.JobQueries;
import org.jobyard.query.JobSummary;
import org.jobyard.security.Caller;

/** What a job writes, as it writes it, and at last how it ended. */
final class LogFeed implements Feed {

    private static final int SLICE = 64 << 10;
    // Bytes that a result announced may never come when their worker died; the client is not kept for them.
    private static final Duration WAIT_FOR_REST = Duration.ofMinutes(1);

    private final LogReader logs;
    private final JobQueries jobs;
    private final Clock clock;
    private final Caller caller;
    private final UUID job;
    private final Set<LogStream> streams;
    private final EventOutput out;
    private final Set<LogStream> complete = EnumSet.noneOf(LogStream.class);
    private LogPosition position;
    private boolean looksAgain;

    LogFeed(
            LogReader logs,
            JobQueries jobs,
            Clock clock,
            Caller caller,
            UUID job,
            Set<LogStream> streams,
            LogPosition position,
            EventOutput out) {
        this.logs = logs;
        this.jobs = jobs;
        this.clock = clock;
        this.caller = caller;
        this.job = job;
        this.streams = streams;
        this.position = position;
        this.out = out;
    }

    @Override
    public boolean advance() throws IOException {
        boolean sent = false;
        for (LogStream stream : streams) {
            sent |= pump(stream);
        }
        if (sent && !complete.containsAll(streams)) {
            // It writes, so most likely it runs: its state is not asked for with each line.
            looksAgain = true;
            return false;
        }
        return end();
    }

    // True while the end could have come unseen: with bytes, or with bytes missing.
    @Override
    public boolean looksAgain() {
        return looksAgain;
    }

    /** Sends what there is of a stream; true when there was something. */
    private boolean pump(LogStream stream) throws IOException {
        boolean sent = false;
        while (true) {
            LogSlice slice = logs.read(caller, job, stream, position.offset(stream), SLICE);
            if (slice.execution() != null && !slice.execution().equals(position.execution())) {
                begin(slice.execution());
                continue;
            }
            int whole = slice.complete() ? slice.content().length : Utf8.wholeCharacters(slice.content());
            if (whole > 0) {
                send(stream, Arrays.copyOf(slice.content(), whole));
                sent = true;
            }
            if (slice.complete()) {
                complete.add(stream);
            }
            if (slice.complete() || whole == 0 || slice.content().length < SLICE) {
                return sent;
            }
        }
    }

    private void begin(UUID execution) throws IOException {
        boolean another = position.execution() != null;
        position = LogPosition.startOf(execution);
        complete.clear();
        if (another) {
            out.send("attempt", position.toString(), new Attempt(execution));
        }
    }

    private void send(LogStream stream, byte[] bytes) throws IOException {
        long offset = position.offset(stream);
        position = position.advance(stream, bytes.length);
        out.send(stream.wire(), position.toString(), new Text(offset, new String(bytes, StandardCharsets.UTF_8)));
    }

    private boolean end() throws IOException {
        Optional<JobDetails> found = jobs.find(caller, job);
        if (found.isEmpty()) {
            return true;
        }
        JobSummary summary = found.get().summary();
        boolean ended = summary.state().isTerminal();
        looksAgain = ended;
        if (!ended || !(complete.containsAll(streams) || waitedForRest(summary))) {
            return false;
        }
        JobEnded.send(out, summary);
        return true;
    }

    private boolean waitedForRest(JobSummary summary) {
        Instant ended = summary.endedAt();
        return ended == null || ended.plus(WAIT_FOR_REST).isBefore(clock.instant());
    }

    /**
     * Data of the events {@code stdout} and {@code stderr}.
     *
     * @param offset of the first byte in its stream
     * @param text to be appended as it is
     */
    record Text(long offset, String text) {}

    /**
     * Data of the event {@code attempt}: what was shown so far was another attempt's.
     *
     * @param execution of the attempt
     */
    record Attempt(UUID execution) {}
}
