package org.jobyard.web.view.overview;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jobyard.figures.Backlog;
import org.jobyard.figures.Past;
import org.jobyard.figures.Span;
import org.jobyard.overview.Overview;
import org.jobyard.overview.OverviewQueries;
import org.jobyard.overview.Problem;
import org.jobyard.query.WaitingJobs;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.live.JobChanges;
import org.jobyard.web.view.text.Texts;

/** The overview. Everything is read anew in each request, so that what is shown is what is. */
@Named
@RequestScoped
public class OverviewPage {

    @Inject
    OverviewQueries queries;

    @Inject
    CurrentCaller caller;

    @Inject
    JobChanges changes;

    @Inject
    Texts texts;

    @Inject
    HttpServletRequest request;

    private Overview overview;
    private PastCharts charts;

    /** The page is opened. */
    public void open() {
        changes.follow(caller.get().tenant());
    }

    public Overview getOverview() {
        if (overview == null) {
            overview = queries.look(caller.get(), getSpan());
        }
        return overview;
    }

    public Past getPast() {
        return getOverview().past();
    }

    public PastCharts getCharts() {
        if (charts == null) {
            charts = new PastCharts(getPast());
        }
        return charts;
    }

    public List<Span> getSpans() {
        return List.of(Span.values());
    }

    /** How far back the address says; an hour when it says nothing that is known. */
    public Span getSpan() {
        String asked = request.getParameter("span");
        return Arrays.stream(Span.values())
                .filter(span -> asked != null && span.name().equals(asked.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(Span.HOUR);
    }

    /** How many jobs are in a state, as text. */
    public String count(String state) {
        return getOverview().jobs().stream()
                .filter(count -> count.kind().equals(state))
                .map(this::number)
                .findFirst()
                .orElse("0");
    }

    /** The number, with a word when there are more. */
    public String number(WaitingJobs.Count count) {
        return number(count.count(), count.more());
    }

    /** The number, with a word when there are more. */
    public String number(long count, boolean more) {
        return more ? texts.get("overview.atLeast", count) : String.format(Locale.ROOT, "%,d", count);
    }

    /** What is wrong, as a sentence. */
    public String problem(Problem problem) {
        String key = "overview.problem." + problem.kind() + (problem.count() == 1 ? ".one" : "");
        return texts.get(key, problem.count(), problem.subject());
    }

    /** The page on which something can be done about it. */
    public String address(Problem problem) {
        return switch (problem.kind()) {
            case BROKER_AWAY, IN_DOUBT, OLD_MESSAGES, BACKLOG_GROWS -> "/queues.xhtml";
            case WORKERS_LOST, NO_WORKER -> "/workers.xhtml";
            case FAILED -> "/jobs.xhtml?state=FAILED,TIMED_OUT";
            case DEAD_LETTERS -> "/letters.xhtml";
        };
    }

    /** How many waited, as the path of a line that ends with how many wait now. */
    public String trend(Overview.TypeBacklog backlog) {
        List<Backlog.Note> notes = backlog.trend();
        double[] values = new double[notes.size() + 1];
        for (int i = 0; i < notes.size(); i++) {
            values[i] = notes.get(i).waiting();
        }
        values[notes.size()] = backlog.more() ? Double.NaN : backlog.waiting();
        return Drawing.line(
                values,
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(0));
    }
}
