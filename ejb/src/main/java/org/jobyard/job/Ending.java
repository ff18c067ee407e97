package org.jobyard.job;

/**
 * How an execution ended and what it left.
 *
 * @param event one of SUCCEED, FAIL, CANCEL, TIME_OUT
 * @param exitCode exit code; may be null
 * @param errorCode stable code of what went wrong; null on success
 * @param errorMessage the same for people; may be null
 * @param result the result, any JSON; may be null
 * @param outputs the files it left, a JSON array; may be null
 * @param location where they are kept; may be null
 * @param stdoutBytes length of stdout; null when not known
 * @param stderrBytes length of stderr; null when not known
 */
public record Ending(
        JobEvent event,
        Integer exitCode,
        String errorCode,
        String errorMessage,
        String result,
        String outputs,
        String location,
        Long stdoutBytes,
        Long stderrBytes) {
    /** Error code of a job that had not ended at its deadline. */
    public static final String DEADLINE_PASSED = "DEADLINE_PASSED";

    /** An end that left nothing. */
    public static Ending of(JobEvent event, String errorCode, String errorMessage) {
        return new Ending(event, null, errorCode, errorMessage, null, null, null, null, null);
    }

    /** Whether its worker reported it; else the server ended the job by itself. */
    public boolean isReported() {
        return stdoutBytes != null;
    }

    /** Whether the execution is known to have written nothing. */
    public boolean isWithoutLog() {
        return stdoutBytes != null && stdoutBytes == 0 && stderrBytes != null && stderrBytes == 0;
    }

    /** The same, but ended by {@code other}. */
    public Ending as(JobEvent other) {
        return new Ending(
                other, exitCode, errorCode, errorMessage, result, outputs, location, stdoutBytes, stderrBytes);
    }
}
