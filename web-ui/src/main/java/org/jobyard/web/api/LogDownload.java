package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.log.LogReader;
import org.jobyard.log.LogSlice;
import org.jobyard.log.LogStream;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.query.JobAttempt;
import org.jobyard.query.JobDetails;
import org.jobyard.query.JobQueries;
import org.jobyard.security.Caller;

/** Answers with the bytes of a log, whole or in part. Memory holds one slice at a time. */
@ApplicationScoped
public class LogDownload {

    static final int LARGEST_SLICE = LogReader.MAX_BYTES;
    static final String END = "Jobyard-Log-End";
    static final String COMPLETE = "Jobyard-Log-Complete";
    private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";

    @Inject
    LogReader logs;

    @Inject
    JobQueries jobs;

    /** The bytes from an offset on, as many as there are now, at most {@code limit} (null: the most there is). */
    Response slice(Caller caller, UUID job, LogStream stream, long offset, Long limit) {
        int most = limit == null ? LARGEST_SLICE : limit.intValue();
        return described(Response.ok(), logs.read(caller, job, stream, offset, most));
    }

    /** The same of one attempt, also of one that is not the last. */
    Response attempt(Caller caller, UUID job, long number, LogStream stream, long offset, Long limit) {
        UUID execution = jobs.attempts(caller, job).stream()
                .filter(attempt -> attempt.number() == number)
                .map(JobAttempt::execution)
                .findFirst()
                .orElseThrow(() -> new JobyardException(
                        ErrorCode.NOT_FOUND, "The job " + job + " has no attempt " + number + "."));
        int most = limit == null ? LARGEST_SLICE : limit.intValue();
        return described(Response.ok(), logs.read(caller, job, execution, stream, offset, most));
    }

    /** What a {@code Range} header asks for; the whole log without one. A long range is answered in part, as HTTP allows. */
    Response range(Caller caller, UUID job, LogStream stream, Optional<ByteRange> range) {
        Optional<ByteRange> known = range.flatMap(asked -> fromStart(asked, caller, job, stream));
        if (known.isEmpty()) {
            return whole(caller, job, stream);
        }
        int most = (int) Math.min(known.get().length(), LARGEST_SLICE);
        LogSlice slice = logs.read(caller, job, stream, known.get().first(), most);
        if (slice.content().length == 0) {
            throw new ClientErrorException(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE);
        }
        String total = slice.complete() ? Long.toString(slice.end()) : "*";
        return described(
                Response.status(Response.Status.PARTIAL_CONTENT)
                        .header("Content-Range", "bytes " + slice.offset() + "-" + (slice.end() - 1) + "/" + total),
                slice);
    }

    // Counting from the end needs an end: a range from the end of a log that still grows is ignored.
    private Optional<ByteRange> fromStart(ByteRange asked, Caller caller, UUID job, LogStream stream) {
        if (asked.first() >= 0) {
            return Optional.of(asked);
        }
        JobDetails details = Jobs.require(jobs.find(caller, job), job);
        Long size = switch (stream) {
            case STDOUT -> details.stdoutBytes();
            case STDERR -> details.stderrBytes();
        };
        return Optional.ofNullable(size)
                .map(bytes -> new ByteRange(Math.max(0, bytes + asked.first()), asked.length()));
    }

    private Response whole(Caller caller, UUID job, LogStream stream) {
        LogSlice first = logs.read(caller, job, stream, 0, LARGEST_SLICE);
        if (first.content().length < LARGEST_SLICE) {
            return described(Response.ok(), first);
        }
        StreamingOutput rest = out -> copy(caller, job, stream, first, out);
        return Response.ok(rest, TEXT).header("Accept-Ranges", "bytes").build();
    }

    private void copy(Caller caller, UUID job, LogStream stream, LogSlice first, OutputStream out) throws IOException {
        LogSlice slice = first;
        while (slice.content().length > 0) {
            out.write(slice.content());
            LogSlice next = logs.read(caller, job, stream, slice.end(), LARGEST_SLICE);
            if (!Objects.equals(next.execution(), first.execution())) {
                // Ends the answer short, so that nobody takes the pieces of two attempts for one log.
                throw new IOException("job " + job + " began a new attempt while its log was read");
            }
            slice = next;
        }
    }

    private static Response described(Response.ResponseBuilder answer, LogSlice slice) {
        return answer.type(TEXT)
                .header("Accept-Ranges", "bytes")
                .header(END, slice.end())
                .header(COMPLETE, slice.complete())
                .entity(slice.content())
                .build();
    }
}
