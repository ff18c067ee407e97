package org.jobyard.web.view.workers;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.live.JobChanges;
import org.jobyard.workers.WorkerQueries;
import org.jobyard.workers.WorkerView;

/** The workers that were ever seen. */
@Named
@RequestScoped
public class WorkersPage {

    @Inject
    WorkerQueries queries;

    @Inject
    CurrentCaller caller;

    @Inject
    JobChanges changes;

    private List<WorkerView> workers;

    /** The page is opened. */
    public void open() {
        changes.follow(caller.get().tenant());
    }

    public List<WorkerView> getWorkers() {
        if (workers == null) {
            workers = queries.list(caller.get());
        }
        return workers;
    }
}
