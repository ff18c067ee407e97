package org.jobyard.web.view.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jobyard.query.JobFilter;
import org.jobyard.query.JobPage;
import org.jobyard.query.JobQueries;
import org.jobyard.query.JobSummary;
import org.jobyard.security.Caller;

/** Reads as many jobs as an address shows. */
@ApplicationScoped
class JobList {

    /** The most that is asked of the core at once. */
    private static final int CHUNK = 100;

    @Inject
    JobQueries queries;

    /**
     * What the list shows.
     *
     * @param jobs newest first
     * @param next cursor of what follows; null at the end
     */
    record Rows(List<JobSummary> jobs, String next) {}

    Rows read(Caller caller, JobsAddress address) {
        JobFilter filter = FilterReader.read(address);
        List<JobSummary> jobs = new ArrayList<>();
        String cursor = address.getAfter();
        boolean full;
        do {
            int limit = Math.min(CHUNK, address.rowsWanted() - jobs.size());
            JobPage page = queries.list(caller, filter, cursor, limit);
            jobs.addAll(page.jobs());
            cursor = page.next();
            // A page that is not full and not the last has looked far enough: whoever wants more, asks again.
            full = page.jobs().size() == limit;
        } while (cursor != null && full && jobs.size() < address.rowsWanted());
        return new Rows(jobs, cursor);
    }
}
