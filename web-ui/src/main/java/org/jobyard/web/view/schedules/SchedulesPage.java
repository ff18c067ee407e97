package org.jobyard.web.view.schedules;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jobyard.platform.JobyardException;
import org.jobyard.schedule.SchedulePage;
import org.jobyard.schedule.ScheduleQueries;
import org.jobyard.schedule.ScheduleSummary;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.live.JobChanges;

/** The list of schedules. */
@Named
@RequestScoped
public class SchedulesPage {

    private static final int ROWS = 50;

    @Inject
    ScheduleQueries queries;

    @Inject
    CurrentCaller caller;

    @Inject
    JobChanges changes;

    @Inject
    HttpServletRequest request;

    private SchedulePage page;
    private String problem;

    /** The page is opened. */
    public void open() {
        changes.follow(caller.get().tenant());
    }

    public List<ScheduleSummary> getRows() {
        return page().schedules();
    }

    /** Query of the address of the next page; null when this is the last. */
    public String getMore() {
        if (page().next() == null) {
            return null;
        }
        String name = getName() == null ? "" : "name=" + URLEncoder.encode(getName(), StandardCharsets.UTF_8) + "&";
        return "?" + name + "after=" + page().next();
    }

    /** Why there is no list; null when there is one. */
    public String getProblem() {
        page();
        return problem;
    }

    public String getName() {
        String name = request.getParameter("name");
        return name == null || name.isBlank() ? null : name;
    }

    private SchedulePage page() {
        if (page == null) {
            try {
                page = queries.list(caller.get(), getName(), request.getParameter("after"), ROWS);
            } catch (JobyardException refused) {
                problem = refused.getMessage();
                page = new SchedulePage(List.of(), null);
            }
        }
        return page;
    }
}
