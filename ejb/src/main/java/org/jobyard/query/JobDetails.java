package org.jobyard.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;
import org.jobyard.sdk.message.OutputFile;

/**
 * All there is to see of one job.
 *
 * @param summary what a list shows
 * @param parameters what the worker was given
 * @param timeout longest run time; null: no limit
 * @param executionId the execution dispatched last; null before the first
 * @param enqueuedAt when it was dispatched last; may be null
 * @param result the result; may be null
 * @param outputs files it left; never null
 * @param outputLocation where they are kept; may be null
 * @param stdoutBytes length of stdout, known at the end; else null
 * @param stderrBytes length of stderr, known at the end; else null
 * @param sameName what it does about others of its name
 * @param retry how often it is tried again when it fails; null: never
 * @param crashes how many workers died with it
 * @param deadline how long after its submission it must have ended; null: no limit
 * @param deadlineAt when that is; null: no limit
 * @param rerunOf the job that it runs again, which may have been deleted since; null: none
 * @param reruns the jobs that run it again, the latest first, up to 20
 * @param schedule the schedule whose slot it is, which may be deleted by now; null: none
 * @param canPause whether it can be paused now
 * @param waitingFor the job it waits for, when it waits for one; else null
 * @param waitingBecause why it does not run yet, a sentence for people; null when it does not wait
 * @param expectedAt when it will start, where that can be known; else null
 */
public record JobDetails(
        JobSummary summary,
        ObjectNode parameters,
        Duration timeout,
        UUID executionId,
        Instant enqueuedAt,
        JsonNode result,
        List<OutputFile> outputs,
        String outputLocation,
        Long stdoutBytes,
        Long stderrBytes,
        SameName sameName,
        Retry retry,
        int crashes,
        Duration deadline,
        Instant deadlineAt,
        UUID rerunOf,
        List<UUID> reruns,
        UUID schedule,
        boolean canPause,
        UUID waitingFor,
        String waitingBecause,
        Instant expectedAt) {}
