package org.jobyard.query;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;

/** Reads how many of a tenant's jobs stand where, and never looks at more than so many of them. */
@ApplicationScoped
public class WaitingJobs {
    /** Beyond this many, counting on would cost more than the number is worth. */
    private static final int MOST_COUNTED = 10_000;

    /** The same for one line of many. */
    private static final int MOST_IN_LINE = 1_000;

    /**
     * How many jobs there are of a kind.
     *
     * @param kind a state, or a reason for waiting
     * @param count how many
     * @param more true: there are more
     */
    public record Count(String kind, long count, boolean more) {}

    /**
     * How many jobs of a type wait for workers.
     *
     * @param type the type
     * @param count how many
     * @param more true: there are more
     */
    public record Line(String type, long count, boolean more) {}

    /**
     * A job that will start by itself.
     *
     * @param id its id
     * @param name its name
     * @param at when
     */
    public record Planned(UUID id, String name, Instant at) {}

    @Inject
    Database database;

    @Inject
    WhyWaiting whyWaiting;

    /** The jobs of a tenant that have not ended, by state; states in which there are none are missing. */
    public List<Count> byState(String tenant) {
        StringBuilder sql = new StringBuilder();
        List<Object> values = new ArrayList<>();
        for (JobState state : JobState.values()) {
            if (!state.isTerminal()) {
                // The state as a constant, so that the index of the active jobs serves.
                sql.append(sql.isEmpty() ? "" : " union all ")
                        .append("select '" + state
                                + "' as kind, count(*) as jobs from (select from job where tenant = ?"
                                + " and state = '" + state + "' limit ?) as counted");
                values.add(tenant);
                values.add(MOST_COUNTED + 1);
            }
        }
        return database
                .list(sql.toString(), row -> count(row.text("kind"), row.number("jobs")), values.toArray())
                .stream()
                .filter(count -> count.count() > 0)
                .toList();
    }

    /** The jobs of a tenant that are WAITING, by what they wait for now, the most first. */
    public List<Count> byReason(String tenant) {
        List<Count> counts = database.list(
                "select reason as kind, count(*) as jobs from (select " + JobRows.PRESENT_REASON
                        + " as reason from job where tenant = ? and state = 'WAITING' limit ?) as counted"
                        + " group by reason order by jobs desc",
                row -> new Count(row.text("kind"), row.number("jobs"), false),
                tenant,
                MOST_COUNTED + 1);
        boolean more = counts.stream().mapToLong(Count::count).sum() > MOST_COUNTED;
        return counts.stream()
                .map(count -> new Count(count.kind(), count.count(), more))
                .toList();
    }

    /** How many jobs of each type wait for workers; types in which none does are missing. */
    public List<Line> byType(String tenant) {
        return database
                .list(
                        """
                        select t.type, (select count(*) from (select from job j where j.type = t.type and j.tenant = ?
                            and j.state = 'WAITING' and j.name_place is null limit ?) as counted) as jobs
                        from (with recursive step (type) as (
                                (select type from job where state = 'WAITING' and name_place is null order by type limit 1)
                                union all
                                select (select j.type from job j where j.state = 'WAITING' and j.name_place is null
                                    and j.type > s.type order by j.type limit 1)
                                from step s where s.type is not null)
                            select type from step where type is not null) as t
                        order by t.type
                        """,
                        row -> new Line(
                                row.text("type"),
                                Math.min(row.number("jobs"), MOST_IN_LINE),
                                row.number("jobs") > MOST_IN_LINE),
                        tenant,
                        MOST_IN_LINE + 1)
                .stream()
                .filter(line -> line.count() > 0)
                .toList();
    }

    /** The job of a tenant that was submitted first of those that are WAITING, with why it waits. */
    public Optional<JobDetails> oldest(String tenant) {
        return database.first(
                        "select " + JobRows.DETAIL_COLUMNS + " from job where tenant = ? and state = 'WAITING'"
                                + " order by id limit 1",
                        JobRows::details,
                        tenant)
                .map(whyWaiting::explain);
    }

    /** What starts next because its time comes. */
    public List<Planned> next(String tenant, int most) {
        return database.list(
                "select id, name, scheduled_at from job where tenant = ? and state = 'SCHEDULED'"
                        + " order by scheduled_at limit ?",
                row -> new Planned(row.uuid("id"), row.text("name"), row.instant("scheduled_at")),
                tenant,
                most);
    }

    private static Count count(String kind, long found) {
        return new Count(kind, Math.min(found, MOST_COUNTED), found > MOST_COUNTED);
    }
}
