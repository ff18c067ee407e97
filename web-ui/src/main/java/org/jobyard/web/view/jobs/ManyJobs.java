package org.jobyard.web.view.jobs;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jobyard.actions.ActOnJobs;
import org.jobyard.actions.ActionOutcome;
import org.jobyard.actions.ActionPreview;
import org.jobyard.actions.ActionRequest;
import org.jobyard.actions.JobAction;
import org.jobyard.platform.JobyardException;
import org.jobyard.query.ChoiceQueries;
import org.jobyard.query.JobFilter;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.text.JobIds;
import org.jobyard.web.view.text.Texts;

/**
 * The dialog that does something to the selected jobs, or to all that match the filter. What is chosen comes with each
 * request from the page, whose list is made anew all the time.
 */
@Named
@RequestScoped
public class ManyJobs {

    private static final int HIGHEST_PRIORITY = 9;
    private static final int DEFAULT_PRIORITY = 4;

    @Inject
    ActOnJobs actOnJobs;

    @Inject
    JobsPage page;

    @Inject
    CurrentCaller caller;

    @Inject
    Texts texts;

    @Inject
    HttpServletRequest request;

    private ActionPreview preview;
    private ActionOutcome outcome;
    private String problem;

    /** Shows what it would be done to. */
    public void ask() {
        tell(() -> preview = actOnJobs.preview(caller.get(), wanted()));
    }

    /** Does it. */
    public void confirm() {
        tell(() -> outcome = actOnJobs.act(caller.get(), wanted(), request.getParameter("key"), null));
    }

    private void tell(Runnable action) {
        try {
            action.run();
        } catch (JobyardException refused) {
            problem = refused.getMessage();
        }
    }

    /** What is wanted; a form that was changed by hand gives nulls, which the core refuses. */
    private ActionRequest wanted() {
        JobAction action = getAction();
        Integer priority = action == JobAction.PRIORITIZE ? priority() : null;
        boolean all = Boolean.parseBoolean(request.getParameter("all"));
        JobFilter filter = all ? FilterReader.read(page.getAddress()) : null;
        return new ActionRequest(action, priority, all ? null : selected(), filter, null, null);
    }

    private Set<UUID> selected() {
        return Arrays.stream(Optional.ofNullable(request.getParameter("selected"))
                        .orElse("")
                        .split(","))
                .flatMap(id -> JobIds.parse(id).stream())
                .collect(Collectors.toSet());
    }

    private int priority() {
        String given = request.getParameter("newPriority");
        return getPriorities().stream()
                .filter(priority -> String.valueOf(priority).equals(given))
                .findFirst()
                .orElse(DEFAULT_PRIORITY);
    }

    /** What is to be done; null before somebody asked. */
    public JobAction getAction() {
        return Arrays.stream(JobAction.values())
                .filter(action -> action.name().equals(request.getParameter("action")))
                .findFirst()
                .orElse(null);
    }

    public List<Integer> getPriorities() {
        return IntStream.rangeClosed(0, HIGHEST_PRIORITY)
                .mapToObj(i -> HIGHEST_PRIORITY - i)
                .toList();
    }

    /** To which jobs it would be done; null unless that was asked. */
    public ActionPreview getPreview() {
        return preview;
    }

    /** How many those are, as a sentence. */
    public String getCount() {
        long matching = preview.matching();
        if (matching == 0) {
            return texts.get("many.none." + preview.action());
        }
        String count = matching >= ChoiceQueries.MOST_COUNTED ? texts.get("many.atLeast", matching) : "" + matching;
        return texts.get(matching == 1 ? "many.one." + preview.action() : "many.count." + preview.action(), count);
    }

    /** How many are not named. */
    public long getUnnamed() {
        return preview.matching() - preview.jobs().size();
    }

    /** Whether they are too many for one go. */
    public boolean isTooMany() {
        return preview.matching() > ActOnJobs.MOST;
    }

    public int getMost() {
        return ActOnJobs.MOST;
    }

    /** A key for one confirmation, so that a double click does it once. */
    public String getKey() {
        return UUID.randomUUID().toString();
    }

    /** What became of it; null before. */
    public ActionOutcome getOutcome() {
        return outcome;
    }

    /** Why nothing was done; null when nothing is wrong. */
    public String getProblem() {
        return problem;
    }
}
