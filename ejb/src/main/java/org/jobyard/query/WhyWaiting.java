package org.jobyard.query;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.dispatch.WorkLimit;
import org.jobyard.dispatch.WorkLimits;
import org.jobyard.job.WaitReason;
import org.jobyard.persistence.Database;

/** Says why a job does not run yet, and when it will where that can be known. */
@ApplicationScoped
class WhyWaiting {
    /** Counting a longer line exactly would cost more than the number is worth. */
    private static final int LONGEST_COUNTED = 1000;

    @Inject
    Database database;

    @Inject
    WorkLimits limits;

    @Inject
    ExpectedStart expectedStart;

    JobDetails explain(JobDetails details) {
        return switch (details.summary().state()) {
            case SCHEDULED ->
                with(
                        details,
                        details.summary().attempt() == 0
                                ? "It waits for its time."
                                : "Attempt " + details.summary().attempt() + " failed; it is tried again.",
                        null,
                        details.summary().scheduledAt());
            case WAITING ->
                WaitReason.NAME_TAKEN.name().equals(details.summary().reason()) ? forItsName(details) : inLine(details);
            case ENQUEUED -> with(details, "It is next: the first worker that is free takes it.", null, null);
            case PAUSED ->
                with(
                        details,
                        details.summary().startedAt() == null ? "It is paused." : "It is paused; its worker holds it.",
                        null,
                        null);
            case BLOCKED ->
                with(
                        details,
                        "It waits for a condition to clear: "
                                + details.summary().reason() + ".",
                        null,
                        null);
            case REGISTERED, RUNNING, SUCCEEDED, FAILED, CANCELLED, TIMED_OUT -> details;
        };
    }

    private JobDetails forItsName(JobDetails details) {
        JobSummary job = details.summary();
        Optional<UUID> holder = database.first(
                "select id from job where tenant = ? and name = ? and name_place is null"
                        + " and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT')"
                        + " and (state <> 'SCHEDULED' or holds_name or attempt > 0)"
                        + " order by holds_name desc, id limit 1",
                row -> row.uuid("id"),
                job.tenant(),
                job.name());
        long ahead = database.first(
                        """
                        select count(*) as ahead from (
                            select from job where tenant = ? and name = ?
                                and name_place < (select name_place from job where id = ?) limit ?) as line
                        """, row -> row.number("ahead"), job.tenant(), job.name(), job.id(), LONGEST_COUNTED)
                .orElse(0L);
        String why = holder.map(id -> "The job " + id + " has its name and has not ended.")
                .orElse("Its name has just become free.");
        return with(details, why + " " + place(ahead), holder.orElse(null), null);
    }

    private JobDetails inLine(JobDetails details) {
        JobSummary job = details.summary();
        List<WorkLimit> used = limits.inTheWay(job.type(), job.tenant());
        Optional<WorkLimit> limit = used.stream()
                .filter(one -> one.covers(job.tenant(), job.destination()))
                // A hold rather than a limit.
                .min(Comparator.comparing(one -> one.heldAt() == null));
        if (limit.isPresent()) {
            long ahead = limit.get().namesDestination() ? aheadAtDestination(job) : ahead(job, List.of());
            return with(details, limited(limit.get()) + " " + place(ahead), null, null);
        }
        boolean known = database.first("select 1 from work_type where type = ?", row -> 1, job.type())
                .isPresent();
        if (!known) {
            String nobody = "No worker for jobs of type " + job.type() + " listens. It starts when one comes.";
            return with(details, nobody, null, null);
        }
        long ahead = ahead(job, used);
        Optional<Instant> start = ahead == LONGEST_COUNTED ? Optional.empty() : expectedStart.of(job.type(), ahead);
        String when = start.map(at -> " It should start " + expectedStart.about(at) + ".")
                .orElse("");
        return with(details, workers(job.type()) + " " + place(ahead) + when, null, start.orElse(null));
    }

    private String workers(String type) {
        String of = " for jobs of type " + type;
        return database.first(
                        "select bool_or(mode = 'ACTIVE') as active from worker where state = 'LIVE' and ? = any(types)"
                                + " having count(*) > 0",
                        row -> row.flag("active"),
                        type)
                .map(active -> active
                        ? "All workers" + of + " are busy."
                        : "The workers" + of + " take nothing new: they are suspended or about to go.")
                .orElse("No worker" + of + " is there now.");
    }

    /**
     * Before it in its tenant's line, but for those at full destinations, which hold it back no longer; other tenants have
     * lines of their own, and places are shared between the lines.
     */
    private long ahead(JobSummary job, List<WorkLimit> used) {
        List<String> full = used.stream().map(WorkLimit::destination).toList();
        return ahead(job, " and (destination is null or destination <> all(?))", full);
    }

    private long aheadAtDestination(JobSummary job) {
        return ahead(job, " and coalesce(destination, '') = ?", job.destination());
    }

    private long ahead(JobSummary job, String which, Object value) {
        return database.first(
                        "select count(*) as ahead from (select from job where state = 'WAITING' and name_place is null"
                                + " and type = ? and tenant = ? and (priority > ? or (priority = ? and id < ?))"
                                + which + " limit ?) as line",
                        row -> row.number("ahead"),
                        job.type(),
                        job.tenant(),
                        job.priority(),
                        job.priority(),
                        job.id(),
                        value,
                        LONGEST_COUNTED)
                .orElse(0L);
    }

    private static String limited(WorkLimit limit) {
        String what = (limit.type().equals(WorkLimit.ALL) ? "Jobs of all types" : "Jobs of type " + limit.type())
                + (limit.tenant().equals(WorkLimit.ALL) ? "" : " of the tenant " + limit.tenant())
                + (limit.namesDestination() ? " at the destination " + limit.destination() : "");
        return limit.heldAt() != null
                ? what + " are held by " + limit.changedBy() + " since " + limit.heldAt() + "."
                : what + " are limited to " + limit.most() + " at once, and " + limit.active()
                        + " are in the broker or run.";
    }

    private static String place(long ahead) {
        if (ahead == 0) {
            return "It is the first in the line.";
        }
        return (ahead == LONGEST_COUNTED ? "At least " : "") + ahead + (ahead == 1 ? " job is" : " jobs are")
                + " before it in the line.";
    }

    private static JobDetails with(JobDetails details, String because, UUID waitingFor, Instant expectedAt) {
        return new JobDetails(
                details.summary(),
                details.parameters(),
                details.timeout(),
                details.executionId(),
                details.enqueuedAt(),
                details.result(),
                details.outputs(),
                details.outputLocation(),
                details.stdoutBytes(),
                details.stderrBytes(),
                details.sameName(),
                details.retry(),
                details.crashes(),
                details.deadline(),
                details.deadlineAt(),
                details.rerunOf(),
                details.reruns(),
                details.schedule(),
                details.canPause(),
                waitingFor,
                because,
                expectedAt);
    }
}
