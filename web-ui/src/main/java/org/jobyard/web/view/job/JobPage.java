package org.jobyard.web.view.job;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jobyard.control.CancelJob;
import org.jobyard.control.PauseJob;
import org.jobyard.job.JobState;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.query.JobAttempt;
import org.jobyard.query.JobDetails;
import org.jobyard.query.JobEventView;
import org.jobyard.query.JobQueries;
import org.jobyard.query.JobSummary;
import org.jobyard.schedule.ScheduleQueries;
import org.jobyard.sdk.message.OutputFile;
import org.jobyard.security.Role;
import org.jobyard.submission.RerunJob;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.live.JobChanges;
import org.jobyard.web.view.text.JobIds;
import org.jobyard.web.view.text.Texts;

/** One job. Everything is read anew in each request, so that what is shown is what is. */
@Named
@RequestScoped
public class JobPage {

    @Inject
    JobQueries queries;

    @Inject
    CancelJob cancelJob;

    @Inject
    PauseJob pauseJob;

    @Inject
    RerunJob rerunJob;

    @Inject
    ScheduleQueries schedules;

    @Inject
    CurrentCaller caller;

    @Inject
    JobChanges changes;

    @Inject
    Texts texts;

    @Inject
    HttpServletRequest request;

    private JobDetails details;
    private String notice;

    /** The page is opened. */
    public void open() {
        getDetails();
        changes.follow(caller.get().tenant());
    }

    /**
     * The job.
     *
     * @throws JobyardException NOT_FOUND when there is none of that id in the caller's tenant
     */
    public JobDetails getDetails() {
        if (details == null) {
            details = queries.find(caller.get(), uuid()).orElseThrow(this::notFound);
        }
        return details;
    }

    /** The name of the schedule whose slot it is; null when it is none, or the schedule is deleted. */
    public String getScheduleName() {
        return getDetails().schedule() == null
                ? null
                : schedules.name(caller.get(), getDetails().schedule()).orElse(null);
    }

    public JobSummary getJob() {
        return getDetails().summary();
    }

    /** Asks for the end of the job; what came of it is the notice. */
    public void cancel() {
        act(() -> notice = switch (cancelJob.cancel(caller.get(), uuid())) {
            case CANCELLED -> texts.get("job.cancelled");
            case REQUESTED -> texts.get("job.cancelRequested");
        });
    }

    /** Runs the job again and leads to the new one; the key makes a double click one job. */
    public String rerun() {
        UUID[] fresh = new UUID[1];
        act(() -> fresh[0] = rerunJob.rerun(caller.get(), uuid(), request.getParameter("key"), null)
                .id());
        return fresh[0] == null ? null : "/job?faces-redirect=true&id=" + fresh[0];
    }

    /** A key for one re-run: of its own for each time the page is shown. */
    public String getRerunKey() {
        return UUID.randomUUID().toString();
    }

    /** Whether to offer to run it again. */
    public boolean isRerunnable() {
        return getJob().state().isTerminal() && caller.get().role().covers(Role.ENGINEER);
    }

    /** Pauses the job, or lets it go on. */
    public void pause() {
        act(() -> {
            if (isPaused()) {
                pauseJob.resume(caller.get(), uuid());
                notice = texts.get("job.resumed");
            } else {
                pauseJob.pause(caller.get(), uuid());
                notice = texts.get("job.paused");
            }
        });
    }

    /** Does what someone asked for; a refusal is the notice. */
    void act(Runnable action) {
        try {
            action.run();
        } catch (JobyardException refused) {
            notice = refused.getMessage();
        }
        details = null;
    }

    public boolean isPaused() {
        return getJob().state() == JobState.PAUSED;
    }

    /** Whether to offer to pause it or let it go on; the core decides again when it is done. */
    public boolean isPausable() {
        return mayControl() && (isPaused() || getDetails().canPause());
    }

    /** Whether to offer another priority. */
    public boolean isChangeable() {
        return mayControl()
                && switch (getJob().state()) {
                    case SCHEDULED, WAITING -> true;
                    case PAUSED -> getJob().startedAt() == null;
                    case REGISTERED, ENQUEUED, RUNNING, BLOCKED, SUCCEEDED, FAILED, CANCELLED, TIMED_OUT -> false;
                };
    }

    /** Whether to offer another time; the core decides again when it is asked for. */
    public boolean isReschedulable() {
        return isCancellable()
                && switch (getJob().state()) {
                    case SCHEDULED, WAITING, ENQUEUED -> true;
                    case REGISTERED, RUNNING, PAUSED, BLOCKED, SUCCEEDED, FAILED, CANCELLED, TIMED_OUT -> false;
                };
    }

    /** Whether to offer the cancelling; the core decides again when it is done. */
    public boolean isCancellable() {
        return !getJob().state().isTerminal() && !getJob().cancelRequested() && mayControl();
    }

    private boolean mayControl() {
        Role needed = getJob().owner().equals(caller.get().name()) ? Role.ENGINEER : Role.OPERATOR;
        return caller.get().role().covers(needed);
    }

    public boolean isCancelling() {
        return getJob().cancelRequested() && !getJob().state().isTerminal();
    }

    /** Why the job waits, as a sentence; null when it does not. */
    public String getWaiting() {
        return getDetails().waitingBecause();
    }

    public List<JobEventView> getHistory() {
        return queries.history(caller.get(), uuid());
    }

    public List<JobAttempt> getAttempts() {
        return queries.attempts(caller.get(), uuid());
    }

    public List<OutputFile> getOutputs() {
        return getDetails().outputs();
    }

    public JobInput getInput() {
        return new JobInput(getDetails().parameters());
    }

    /** Address of the job in the API. */
    public String getApi() {
        return "/api/v1/jobs/" + uuid();
    }

    public List<String> getTabs() {
        return Tab.keys();
    }

    public String getNotice() {
        return notice;
    }

    // Straight from the request: view parameters are set only after Faces has asked which parts of the page are
    // rendered.
    public String getId() {
        return request.getParameter("id");
    }

    public String getTab() {
        return Tab.known(request.getParameter("tab"));
    }

    private UUID uuid() {
        return JobIds.parse(getId()).orElseThrow(this::notFound);
    }

    private JobyardException notFound() {
        return new JobyardException(ErrorCode.NOT_FOUND, "There is no such job.");
    }
}
