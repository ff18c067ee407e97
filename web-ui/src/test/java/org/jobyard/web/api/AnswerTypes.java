package org.jobyard.web.api;

import java.util.stream.Stream;
import org.jobyard.figures.Past;
import org.jobyard.job.Retry;
import org.jobyard.letters.LetterSummary;
import org.jobyard.overview.Overview;
import org.jobyard.query.JobAttempt;
import org.jobyard.query.JobDetails;
import org.jobyard.query.JobEventView;
import org.jobyard.query.JobPage;
import org.jobyard.query.JobSummary;
import org.jobyard.schedule.ScheduleDetails;
import org.jobyard.schedule.SchedulePage;
import org.jobyard.schedule.ScheduleSummary;
import org.jobyard.schedule.SlotPage;
import org.jobyard.schedule.SlotView;
import org.jobyard.security.TokenView;
import org.jobyard.security.UserView;
import org.jobyard.submission.Submitted;
import org.jobyard.web.api.error.Problem;
import org.junit.jupiter.params.provider.Arguments;

/** Each schema of an answer, with the type that is written as it. */
final class AnswerTypes {

    private AnswerTypes() {}

    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of("Submitted", Submitted.class),
                Arguments.of("JobSummary", JobSummary.class),
                Arguments.of("JobDetails", JobDetails.class),
                Arguments.of("JobPage", JobPage.class),
                Arguments.of("ActionOutcome", org.jobyard.actions.ActionOutcome.class),
                Arguments.of("ActionPreview", org.jobyard.actions.ActionPreview.class),
                Arguments.of("JobEvent", JobEventView.class),
                Arguments.of("ScheduleSummary", ScheduleSummary.class),
                Arguments.of("ScheduleDetails", ScheduleDetails.class),
                Arguments.of("SchedulePage", SchedulePage.class),
                Arguments.of("Preview", PreviewResource.Preview.class),
                Arguments.of("StartedRun", ScheduleResource.Started.class),
                Arguments.of("Slot", SlotView.class),
                Arguments.of("SlotPage", SlotPage.class),
                Arguments.of("Attempt", JobAttempt.class),
                Arguments.of("Retry", Retry.class),
                Arguments.of("Worker", org.jobyard.workers.WorkerView.class),
                Arguments.of("WorkerDetails", org.jobyard.workers.WorkerDetails.class),
                Arguments.of("WorkerJob", org.jobyard.workers.WorkerJob.class),
                Arguments.of("WorkerOrder", org.jobyard.workers.WorkerOrder.class),
                Arguments.of("Queue", org.jobyard.dispatch.QueueView.class),
                Arguments.of("Limit", org.jobyard.dispatch.WorkLimit.class),
                Arguments.of("Caller", org.jobyard.security.Caller.class),
                Arguments.of("User", UserView.class),
                Arguments.of("Token", TokenView.class),
                Arguments.of("TokenSecret", org.jobyard.security.TokenSecret.class),
                Arguments.of("Messaging", org.jobyard.dispatch.MessagingView.class),
                Arguments.of("DeadLetterSummary", LetterSummary.class),
                Arguments.of("DeadLetter", org.jobyard.letters.LetterDetails.class),
                Arguments.of("DeadLetterPage", org.jobyard.letters.LetterPage.class),
                Arguments.of("Overview", Overview.class),
                Arguments.of("OverviewProblem", org.jobyard.overview.Problem.class),
                Arguments.of("JobCount", org.jobyard.query.WaitingJobs.Count.class),
                Arguments.of("OldestWaiting", Overview.Oldest.class),
                Arguments.of("Past", Past.class),
                Arguments.of("PastSlice", Past.Slice.class),
                Arguments.of("TypeBacklog", Overview.TypeBacklog.class),
                Arguments.of("BacklogNote", org.jobyard.figures.Backlog.Note.class),
                Arguments.of("WorkerCounts", Overview.Workers.class),
                Arguments.of("Upcoming", Overview.Upcoming.class),
                Arguments.of("OutputFile", org.jobyard.sdk.message.OutputFile.class),
                Arguments.of("Problem", Problem.class));
    }
}
