package org.jobyard.web.api.live;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.log.LogReader;
import org.jobyard.log.LogSlice;
import org.jobyard.log.LogStream;
import org.jobyard.query.JobDetails;
import org.jobyard.query.JobQueries;
import org.jobyard.query.JobSummary;
import org.jobyard.security.AccessPath;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** A job whose state and log a test sets. */
final class OneJob {

    static final UUID ID = UUID.fromString("0193a5f0-6f3c-7cc2-a0b8-2d8d8e6a1f10");
    static final Caller CALLER = new Caller(null, "ada", "default", Role.VIEWER, AccessPath.TOKEN);

    private final Map<LogStream, byte[]> written = new EnumMap<>(LogStream.class);
    UUID execution = new UUID(0, 1);
    JobState state = JobState.RUNNING;
    Instant endedAt;
    boolean logComplete;
    int finds;

    OneJob() {
        begin(execution);
    }

    void begin(UUID newExecution) {
        execution = newExecution;
        for (LogStream stream : LogStream.values()) {
            written.put(stream, new byte[0]);
        }
    }

    void write(LogStream stream, byte... bytes) {
        byte[] before = written.get(stream);
        byte[] after = Arrays.copyOf(before, before.length + bytes.length);
        System.arraycopy(bytes, 0, after, before.length, bytes.length);
        written.put(stream, after);
    }

    void end(JobState how, Instant at) {
        state = how;
        endedAt = at;
        logComplete = true;
    }

    final LogReader logs = new LogReader() {
        @Override
        public LogSlice read(Caller caller, UUID job, LogStream stream, long offset, int maxBytes) {
            byte[] all = written.get(stream);
            int from = (int) Math.min(offset, all.length);
            int to = Math.min(all.length, from + maxBytes);
            boolean last = logComplete && to == all.length;
            return new LogSlice(execution, from, Arrays.copyOfRange(all, from, to), to, last);
        }
    };

    final JobQueries queries = new JobQueries() {
        @Override
        public Optional<JobDetails> find(Caller caller, UUID id) {
            finds++;
            JobSummary summary = new JobSummary(
                    id,
                    "default",
                    "ada",
                    "hello",
                    "script",
                    state,
                    null,
                    4,
                    1,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    null,
                    Instant.EPOCH,
                    endedAt,
                    "w",
                    null,
                    null,
                    false,
                    state == JobState.SUCCEEDED ? 0 : null,
                    null,
                    null,
                    null,
                    null);
            return Optional.of(new JobDetails(
                    summary, null, null, execution, null, null, List.of(), null, null, null, null, null, 0, null, null,
                    null, List.of(), null, false, null, null, null));
        }
    };
}
