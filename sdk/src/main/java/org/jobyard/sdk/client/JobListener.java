package org.jobyard.sdk.client;

import java.util.UUID;
import org.jobyard.sdk.message.JobEnd;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Refusal;
import org.jobyard.sdk.message.Status;

/**
 * Hears of all jobs of a client, in order for each job, also of jobs that an earlier start of the client submitted. Called
 * on one thread; while a call lasts, later news wait. An exception is logged and changes nothing.
 */
public interface JobListener {
    /** The job entered a state; {@link Status#passed} is null, for each state has a call of its own. */
    default void status(Status status) {}

    /** A worker told how far the job is. */
    default void progress(UUID job, Progress progress) {}

    /** The job ended. Once for each job; nothing comes after it. */
    default void ended(JobEnd end) {}

    /** A request concerning the job was refused and changed nothing. */
    default void refused(UUID job, Refusal refusal) {}
}
