package org.jobyard.web.view.jobs;

import org.jobyard.query.JobSummary;
import org.jobyard.web.view.text.Texts;

/** The line beside a job's name that spares opening its page. */
final class Hint {

    private Hint() {}

    static String of(JobSummary job, Texts texts) {
        return switch (job.state()) {
            case REGISTERED, SCHEDULED, WAITING, ENQUEUED, BLOCKED -> texts.reason(job.reason());
            case RUNNING, PAUSED -> texts.orEmpty(job.progressMessage());
            case FAILED, TIMED_OUT -> texts.orEmpty(job.errorMessage());
            case SUCCEEDED, CANCELLED -> "";
        };
    }
}
