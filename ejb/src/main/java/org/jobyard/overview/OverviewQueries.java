package org.jobyard.overview;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jobyard.figures.Backlog;
import org.jobyard.figures.BacklogQueries;
import org.jobyard.figures.Past;
import org.jobyard.figures.Span;
import org.jobyard.figures.TallyQueries;
import org.jobyard.persistence.Database;
import org.jobyard.query.JobDetails;
import org.jobyard.query.JobSummary;
import org.jobyard.query.WaitingJobs;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Reads how everything fares, at a cost that does not grow with the number of jobs there are. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OverviewQueries {
    private static final int UPCOMING = 5;
    private static final Duration TREND = Duration.ofHours(1);
    private static final Duration LOST_SINCE = Duration.ofDays(1);

    @Inject
    WaitingJobs waiting;

    @Inject
    TallyQueries tallies;

    @Inject
    BacklogQueries backlogs;

    @Inject
    Problems problems;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /** Looks now, and back over a span. */
    public Overview look(Caller caller, Span span) {
        caller.require(Role.VIEWER);
        Instant now = clock.instant();
        String tenant = caller.tenant();
        Past past = tallies.past(tenant, span, now);
        Past day = span == Span.DAY ? past : tallies.past(tenant, Span.DAY, now);
        List<Overview.TypeBacklog> backlog = backlog(tenant, now);
        Overview.Workers workers = workers(now);
        return new Overview(
                now,
                problems.find(caller, day, backlog, workers),
                waiting.byState(tenant),
                waiting.byReason(tenant),
                waiting.oldest(tenant).map(OverviewQueries::oldest).orElse(null),
                past,
                backlog,
                workers,
                next(tenant));
    }

    /** Figures of the whole service. */
    public ServiceCounts counts() {
        return database.first("""
                        select (select count(*) from deleted_job) as files_left,
                            (select min(j.registered_at) from tenant t cross join lateral (
                                select registered_at from job where tenant = t.id and state = 'WAITING'
                                order by id limit 1) as j) as oldest
                        """, row -> new ServiceCounts(row.instant("oldest"), row.number("files_left")))
                .orElseThrow();
    }

    private static Overview.Oldest oldest(JobDetails job) {
        JobSummary summary = job.summary();
        return new Overview.Oldest(
                summary.id(),
                summary.name(),
                summary.type(),
                summary.reason(),
                job.waitingBecause(),
                summary.registeredAt());
    }

    private List<Overview.TypeBacklog> backlog(String tenant, Instant now) {
        Map<String, List<Backlog.Note>> trends = new TreeMap<>();
        backlogs.since(tenant, now.minus(TREND)).forEach(backlog -> trends.put(backlog.type(), backlog.notes()));
        Map<String, WaitingJobs.Line> lines = new TreeMap<>();
        waiting.byType(tenant).forEach(line -> {
            lines.put(line.type(), line);
            trends.putIfAbsent(line.type(), List.of());
        });
        List<Overview.TypeBacklog> backlog = new ArrayList<>();
        trends.forEach((type, trend) -> {
            WaitingJobs.Line line = lines.getOrDefault(type, new WaitingJobs.Line(type, 0, false));
            boolean growing = Growth.isSteady(trend, line.count(), line.more(), now);
            backlog.add(new Overview.TypeBacklog(type, atLeast(line, trend), line.more(), growing, trend));
        });
        return backlog;
    }

    /** Of a line that is too long to be counted now, how many were in it when it was last counted in the background. */
    private static long atLeast(WaitingJobs.Line line, List<Backlog.Note> trend) {
        boolean noted = line.more() && !trend.isEmpty();
        return noted ? Math.max(line.count(), trend.get(trend.size() - 1).waiting()) : line.count();
    }

    private Overview.Workers workers(Instant now) {
        return database.first(
                        """
                        select count(*) filter (where state = 'LIVE') as live,
                            count(*) filter (where state = 'LOST' and last_seen > ?) as lost,
                            coalesce(sum(capacity) filter (where state = 'LIVE'), 0) as places,
                            (select count(*) from job where state = 'RUNNING' and worker is not null) as busy
                        from worker
                        """,
                        row -> new Overview.Workers(
                                row.number("live"), row.number("lost"), row.number("places"), row.number("busy")),
                        now.minus(LOST_SINCE))
                .orElseThrow();
    }

    private List<Overview.Upcoming> next(String tenant) {
        List<Overview.Upcoming> next = new ArrayList<>(database.list(
                "select id, name, due_at from schedule where tenant = ? and due_at is not null order by due_at limit ?",
                row -> new Overview.Upcoming(row.instant("due_at"), row.text("name"), row.uuid("id"), null),
                tenant,
                UPCOMING));
        waiting.next(tenant, UPCOMING)
                .forEach(job -> next.add(new Overview.Upcoming(job.at(), job.name(), null, job.id())));
        next.sort(Comparator.comparing(Overview.Upcoming::at));
        return List.copyOf(next.subList(0, Math.min(UPCOMING, next.size())));
    }
}
