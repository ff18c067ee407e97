package org.jobyard.web.view.jobs;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.jobyard.platform.JobyardException;
import org.jobyard.query.JobSummary;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.live.JobChanges;
import org.jobyard.web.view.text.JobIds;
import org.jobyard.web.view.text.Texts;

/** The list of jobs. */
@Named
@RequestScoped
public class JobsPage {

    @Inject
    JobList list;

    @Inject
    CurrentCaller caller;

    @Inject
    JobChanges changes;

    @Inject
    Texts texts;

    private final JobsAddress address = new JobsAddress();
    private JobList.Rows rows;
    private String problem;

    /** The page is opened; with an id in the search box it is its job's page. */
    public String open() {
        changes.follow(caller.get().tenant());
        return JobIds.parse(address.getSearch())
                .map(job -> "/job?faces-redirect=true&id=" + job)
                .orElse(null);
    }

    public JobsAddress getAddress() {
        return address;
    }

    public List<Chip> getChips() {
        return Chip.of(address);
    }

    public List<JobSummary> getRows() {
        return rows().jobs();
    }

    /** Query of the address with more jobs; null when these are all. */
    public String getMore() {
        return rows().next() == null ? null : address.withMore(rows().next());
    }

    /** Why there is no list; null when there is one. */
    public String getProblem() {
        rows();
        return problem;
    }

    /** One line beside the name: why it failed or waits, or how far it is. */
    public String hint(JobSummary job) {
        return Hint.of(job, texts);
    }

    private JobList.Rows rows() {
        if (rows == null) {
            try {
                rows = list.read(caller.get(), address);
            } catch (JobyardException refused) {
                problem = refused.getMessage();
                rows = new JobList.Rows(List.of(), null);
            }
        }
        return rows;
    }
}
