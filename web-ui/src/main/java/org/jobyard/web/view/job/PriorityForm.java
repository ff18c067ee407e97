package org.jobyard.web.view.job;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.IntStream;
import org.jobyard.control.ChangeJob;
import org.jobyard.control.JobChange;
import org.jobyard.web.security.CurrentCaller;

/** The dialog that gives a job that waits another priority. */
@Named
@RequestScoped
public class PriorityForm {

    private static final int HIGHEST = 9;

    @Inject
    ChangeJob changeJob;

    @Inject
    CurrentCaller caller;

    @Inject
    JobPage page;

    private Integer priority;

    /** Changes it; what came of it is the page's notice. */
    public void change() {
        page.act(() -> changeJob.change(caller.get(), page.getJob().id(), new JobChange(priority)));
    }

    public List<Integer> getChoices() {
        return IntStream.rangeClosed(0, HIGHEST).mapToObj(i -> HIGHEST - i).toList();
    }

    /** What is chosen; at first what the job has. */
    public Integer getPriority() {
        return priority == null ? page.getJob().priority() : priority;
    }

    public void setPriority(Integer priority) {
        this.priority = priority;
    }
}
