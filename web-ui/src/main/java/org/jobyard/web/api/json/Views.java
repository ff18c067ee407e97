package org.jobyard.web.api.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.module.SimpleModule;
import org.jobyard.letters.LetterDetails;
import org.jobyard.letters.LetterSummary;
import org.jobyard.query.JobDetails;
import org.jobyard.query.JobSummary;
import org.jobyard.schedule.ScheduleDetails;
import org.jobyard.schedule.ScheduleSummary;
import org.jobyard.security.TokenSecret;
import org.jobyard.security.TokenView;
import org.jobyard.workers.WorkerDetails;
import org.jobyard.workers.WorkerView;

/** How the core's views look as JSON where that differs from their components; the core knows nothing of JSON's shape. */
final class Views extends SimpleModule {

    private static final long serialVersionUID = 1L;

    Views() {
        setMixInAnnotation(JobDetails.class, FlatDetails.class);
        setMixInAnnotation(ScheduleDetails.class, FlatSchedule.class);
        setMixInAnnotation(TokenSecret.class, FlatToken.class);
        setMixInAnnotation(LetterDetails.class, FlatLetter.class);
        setMixInAnnotation(WorkerDetails.class, FlatWorker.class);
    }

    interface FlatDetails {
        @JsonUnwrapped
        JobSummary summary();
    }

    interface FlatSchedule {
        @JsonUnwrapped
        ScheduleSummary summary();
    }

    interface FlatLetter {
        @JsonUnwrapped
        LetterSummary summary();
    }

    interface FlatWorker {
        @JsonUnwrapped
        WorkerView summary();
    }

    interface FlatToken {
        @JsonUnwrapped
        TokenView token();
    }
}
