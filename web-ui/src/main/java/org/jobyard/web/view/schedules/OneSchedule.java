package org.jobyard.web.view.schedules;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.schedule.ManageSchedules;
import org.jobyard.schedule.ScheduleDetails;
import org.jobyard.schedule.ScheduleQueries;
import org.jobyard.schedule.ScheduleSummary;
import org.jobyard.schedule.SlotPage;
import org.jobyard.schedule.SlotView;
import org.jobyard.security.Role;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.live.JobChanges;
import org.jobyard.web.view.submit.ScriptSchedule;
import org.jobyard.web.view.text.JobIds;
import org.jobyard.web.view.text.Texts;

/** One schedule. Everything is read anew in each request, so that what is shown is what is. */
@Named("schedulePage")
@RequestScoped
public class OneSchedule {

    private static final int ROWS = 50;

    @Inject
    ScheduleQueries queries;

    @Inject
    ManageSchedules manage;

    @Inject
    CurrentCaller caller;

    @Inject
    JobChanges changes;

    @Inject
    Texts texts;

    @Inject
    HttpServletRequest request;

    private ScheduleDetails details;
    private SlotPage slots;
    private String notice;

    /** The page is opened. */
    public void open() {
        getDetails();
        changes.follow(caller.get().tenant());
    }

    /**
     * The schedule.
     *
     * @throws JobyardException NOT_FOUND when there is none of that id in the caller's tenant
     */
    public ScheduleDetails getDetails() {
        if (details == null) {
            details = queries.find(caller.get(), uuid()).orElseThrow(OneSchedule::notFound);
        }
        return details;
    }

    public ScheduleSummary getSchedule() {
        return getDetails().summary();
    }

    public List<SlotView> getSlots() {
        return slots().slots();
    }

    /** Cursor of older slots; null when these are all. */
    public String getMore() {
        return slots().next();
    }

    /** What it submits, as JSON for people. */
    public String getJob() {
        return getDetails().job().toPrettyString();
    }

    /** Whether to offer changes; the core decides again when it is done. */
    public boolean isOwn() {
        Role needed = getSchedule().owner().equals(caller.get().name()) ? Role.ENGINEER : Role.OPERATOR;
        return caller.get().role().covers(needed);
    }

    /** Whether the form of scripts can show it; what else it may submit is changed with the API. */
    public boolean isEditable() {
        return ScriptSchedule.isOfScript(getDetails());
    }

    public void pause() {
        act(() -> manage.pause(caller.get(), uuid()), "schedule.wasPaused");
    }

    public void resume() {
        act(() -> manage.resume(caller.get(), uuid()), "schedule.wasResumed");
    }

    /** Runs it now; leads to the job, or stays when it is queued or refused. */
    public String run() {
        UUID[] job = new UUID[1];
        act(() -> job[0] = manage.runNow(caller.get(), uuid()), "schedule.wasQueued");
        return job[0] == null ? null : "/job?faces-redirect=true&id=" + job[0];
    }

    /** Deletes it; leads to the list. */
    public String delete() {
        manage.delete(caller.get(), uuid());
        return "/schedules?faces-redirect=true";
    }

    private void act(Runnable action, String done) {
        try {
            action.run();
            notice = texts.get(done);
        } catch (JobyardException refused) {
            notice = refused.getMessage();
        }
        details = null;
        slots = null;
    }

    public String getNotice() {
        return notice;
    }

    // Straight from the request: view parameters are set only after Faces has asked which parts of the page are
    // rendered.
    public String getId() {
        return request.getParameter("id");
    }

    private SlotPage slots() {
        if (slots == null) {
            slots = queries.slots(caller.get(), uuid(), null, request.getParameter("after"), ROWS)
                    .orElseThrow(OneSchedule::notFound);
        }
        return slots;
    }

    private UUID uuid() {
        return JobIds.parse(getId()).orElseThrow(OneSchedule::notFound);
    }

    private static JobyardException notFound() {
        return new JobyardException(ErrorCode.NOT_FOUND, "There is no such schedule.");
    }
}
