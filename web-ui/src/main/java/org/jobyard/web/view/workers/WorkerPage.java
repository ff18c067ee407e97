package org.jobyard.web.view.workers;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.message.WorkerMode;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.live.JobChanges;
import org.jobyard.web.view.text.JobIds;
import org.jobyard.web.view.text.Texts;
import org.jobyard.workers.CommandWorkers;
import org.jobyard.workers.WorkerDetails;
import org.jobyard.workers.WorkerJob;
import org.jobyard.workers.WorkerQueries;
import org.jobyard.workers.WorkerState;
import org.jobyard.workers.WorkerView;

/** One worker, what it runs, and what to tell it. Everything is read anew in each request. */
@Named
@RequestScoped
public class WorkerPage {

    /** Jobs that a question before a command names; it counts the others. */
    private static final int NAMED = 5;

    @Inject
    WorkerQueries queries;

    @Inject
    CommandWorkers commands;

    @Inject
    CurrentCaller caller;

    @Inject
    JobChanges changes;

    @Inject
    Texts texts;

    @Inject
    HttpServletRequest request;

    private WorkerDetails details;
    private String notice;

    /** The page is opened. */
    public void open() {
        getDetails();
        changes.follow(caller.get().tenant());
    }

    /**
     * The worker.
     *
     * @throws JobyardException NOT_FOUND when none of that name was ever heard
     */
    public WorkerDetails getDetails() {
        if (details == null) {
            details = Optional.ofNullable(getName())
                    .flatMap(name -> queries.find(caller.get(), name))
                    .orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no such worker."));
        }
        return details;
    }

    public WorkerView getWorker() {
        return getDetails().summary();
    }

    public List<Map.Entry<String, String>> getLabels() {
        return List.copyOf(getDetails().labels().entrySet());
    }

    /** The jobs that a question before a command names. */
    public List<WorkerJob> getNamed() {
        return getDetails().jobs().stream().limit(NAMED).toList();
    }

    /** How many more it runs than {@link #getNamed} names, those of other tenants included. */
    public int getUnnamed() {
        return Math.max(0, getWorker().running() - getNamed().size());
    }

    /** Whether to offer commands; the core decides again when one is given. */
    public boolean isCommandable() {
        Caller who = caller.get();
        return who.role().covers(Role.OPERATOR)
                && who.tenant().equals(Caller.DEFAULT_TENANT)
                && getWorker().state() != WorkerState.GONE
                && wanted() != WorkerMode.STOPPING;
    }

    /** Whether a command would change anything. */
    public boolean offers(WorkerMode mode) {
        return isCommandable() && wanted() != mode;
    }

    /** Tells it, if it is still the start of the process that the page showed. */
    public void tell(WorkerMode mode) {
        try {
            UUID instance = JobIds.parse(request.getParameter("instance")).orElse(null);
            commands.tell(caller.get(), getName(), instance, mode);
            notice = texts.get("workers.told." + mode);
        } catch (JobyardException refused) {
            notice = refused.getMessage();
        }
        details = null;
    }

    public String getNotice() {
        return notice;
    }

    // Straight from the request: view parameters are set only after Faces has asked which parts are rendered.
    public String getName() {
        return request.getParameter("name");
    }

    /** What it does already, or was told to do. */
    private WorkerMode wanted() {
        WorkerView worker = getWorker();
        return worker.mode() == WorkerMode.STOPPING || worker.order() == null
                ? worker.mode()
                : worker.order().mode();
    }
}
