package org.jobyard.web.api.live;

import java.io.IOException;
import org.jobyard.job.JobState;
import org.jobyard.query.JobSummary;

/**
 * Data of the event {@code end}, the last of a feed.
 *
 * @param state how the job ended
 * @param exitCode may be null
 * @param errorCode null on success
 * @param errorMessage null on success
 */
record JobEnded(JobState state, Integer exitCode, String errorCode, String errorMessage) {

    static void send(EventOutput out, JobSummary job) throws IOException {
        out.send("end", null, new JobEnded(job.state(), job.exitCode(), job.errorCode(), job.errorMessage()));
    }
}
