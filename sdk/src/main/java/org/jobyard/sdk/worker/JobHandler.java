package org.jobyard.sdk.worker;

/** Does the work of one type of job. Called by several threads at once, as many as the type's capacity. */
@FunctionalInterface
public interface JobHandler {
    /**
     * Does the work of one execution.
     *
     * <p>When the run has to stop (cancel, time limit, end of the worker), the thread is interrupted once. The handler
     * then ends what it has begun and returns or throws; what it returns still counts for exit code and outputs, while
     * the outcome is that of the stop.
     *
     * @return how it went
     * @throws JobFailure when the work failed, with a code for the submitter
     * @throws Exception any other failure; its text becomes the job's error
     */
    Completion handle(JobRun run) throws Exception;

    /** Whether its runs can be held; then each says how, with {@link JobRun#pausable}. */
    default boolean canPause() {
        return false;
    }
}
