package org.jobyard.actions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.control.ChangeMany;
import org.jobyard.platform.Cursor;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.query.Choice;
import org.jobyard.query.ChoiceQueries;
import org.jobyard.query.ChosenJob;
import org.jobyard.query.JobFilter;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.submission.BulkOutcome;
import org.jobyard.submission.RerunJob;

/**
 * Does something to many jobs. The jobs are chosen first, those that fit the filter when the call comes; then it is done to
 * them in transactions of {@link #BATCH}, so that none is locked for long. When the server goes away in the middle, what was
 * done stays done, and the call can be repeated. Not to be called in a transaction.
 */
@ApplicationScoped
public class ActOnJobs {
    /** Most jobs of one call. */
    public static final int MOST = 1000;
    /** Most jobs of one transaction. */
    static final int BATCH = 100;

    private static final int SHOWN = 10;
    private static final int HIGHEST_PRIORITY = 9;
    private static final int KEY_MAX = 160;

    @Inject
    ChoiceQueries choices;

    @Inject
    ChangeMany changeMany;

    @Inject
    RerunJob rerunJob;

    /**
     * Tells what {@link #act} would be done to; changes nothing.
     *
     * @throws JobyardException FORBIDDEN without the role engineer, INVALID with each wrong field
     */
    public ActionPreview preview(Caller caller, ActionRequest request) {
        check(caller, request, null);
        Choice choice = choice(request);
        return new ActionPreview(
                request.action(),
                choices.count(caller, choice),
                choices.first(caller, choice, Cursor.read(request.cursor()), SHOWN));
    }

    /**
     * Does it, to the newest jobs first.
     *
     * @param key for re-runs: with the same key each job is run again once, however often the call is repeated; null: none
     * @param traceParent W3C trace context of the request; may be null
     * @throws JobyardException FORBIDDEN without the role engineer, INVALID with each wrong field; what is refused for
     *     single jobs, such as FORBIDDEN for those of others without the role operator, is in the outcome
     */
    public ActionOutcome act(Caller caller, ActionRequest request, String key, String traceParent) {
        check(caller, request, key);
        int most = request.most() == null ? MOST : request.most();
        List<UUID> ids = new ArrayList<>();
        String next = null;
        if (request.jobs() == null) {
            List<ChosenJob> chosen = choices.first(caller, choice(request), Cursor.read(request.cursor()), most + 1);
            chosen.stream().limit(most).map(ChosenJob::id).forEach(ids::add);
            next = chosen.size() > most ? Cursor.of(ids.get(most - 1)) : null;
        } else {
            ids.addAll(request.jobs());
        }
        Map<UUID, JobyardException> refused = new LinkedHashMap<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<UUID> batch = ids.subList(from, Math.min(from + BATCH, ids.size()));
            refused.putAll(
                    switch (request.action()) {
                        case CANCEL -> changeMany.cancel(caller, batch);
                        case PRIORITIZE -> changeMany.prioritize(caller, batch, request.priority());
                        case RERUN -> rerun(caller, batch, key, traceParent);
                    });
        }
        return new ActionOutcome(request.action(), ids.size() - refused.size(), byReason(refused), next);
    }

    private Map<UUID, JobyardException> rerun(Caller caller, List<UUID> ids, String key, String traceParent) {
        List<BulkOutcome> outcomes = rerunJob.rerunAll(caller, ids, key, traceParent);
        Map<UUID, JobyardException> refused = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            if (outcomes.get(i).refusal() != null) {
                refused.put(ids.get(i), outcomes.get(i).refusal());
            }
        }
        return refused;
    }

    /** What was run again already is chosen by name only: to repeat a call must not run everything once more. */
    private static Choice choice(ActionRequest request) {
        JobAction action = request.action();
        boolean notAtWorker = action == JobAction.PRIORITIZE;
        return request.jobs() == null
                ? new Choice(null, request.filter(), action.states(), action == JobAction.RERUN, notAtWorker)
                : new Choice(request.jobs(), JobFilter.ALL, action.states(), false, notAtWorker);
    }

    private static List<ActionOutcome.Refused> byReason(Map<UUID, JobyardException> refused) {
        Map<ErrorCode, List<UUID>> jobs = new LinkedHashMap<>();
        Map<ErrorCode, String> messages = new LinkedHashMap<>();
        refused.forEach((id, refusal) -> {
            jobs.computeIfAbsent(refusal.code(), code -> new ArrayList<>()).add(id);
            messages.putIfAbsent(refusal.code(), refusal.getMessage());
        });
        return jobs.entrySet().stream()
                .map(reason -> new ActionOutcome.Refused(
                        reason.getKey(),
                        messages.get(reason.getKey()),
                        reason.getValue().size(),
                        reason.getValue().stream().limit(SHOWN).toList()))
                .toList();
    }

    private static void check(Caller caller, ActionRequest request, String key) {
        caller.require(Role.ENGINEER);
        List<FieldError> errors = new ArrayList<>();
        require(errors, "action", request.action() != null, "is missing");
        require(
                errors,
                "priority",
                request.action() == JobAction.PRIORITIZE
                        ? request.priority() != null
                                && request.priority() >= 0
                                && request.priority() <= HIGHEST_PRIORITY
                        : request.priority() == null,
                "must be 0 to " + HIGHEST_PRIORITY + " to change the priority, else not there");
        require(errors, "jobs", (request.jobs() == null) != (request.filter() == null), "or filter must be there");
        require(
                errors,
                "jobs",
                request.jobs() == null
                        || (!request.jobs().isEmpty() && request.jobs().size() <= MOST),
                "must have 1 to " + MOST + " elements");
        require(
                errors,
                "most",
                request.most() == null || (request.most() >= 1 && request.most() <= MOST),
                "must be 1 to " + MOST);
        require(
                errors,
                "Idempotency-Key",
                key == null || key.length() <= KEY_MAX,
                "must have up to " + KEY_MAX + " characters here");
        if (!errors.isEmpty()) {
            throw new JobyardException(ErrorCode.INVALID, "The action is not valid.", errors);
        }
    }

    private static void require(List<FieldError> errors, String field, boolean right, String message) {
        if (!right) {
            errors.add(new FieldError(field, message));
        }
    }
}
