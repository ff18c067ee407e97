package org.jobyard.query;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jobyard.dispatch.RunTimes;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;
import org.jobyard.persistence.TakenPlaces;

/**
 * When a job that stands in its type's line will about start: as if those before it ran one after the other on the places
 * of the workers that live, each as long as jobs of the type did lately.
 */
@ApplicationScoped
class ExpectedStart {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOURS = Duration.ofHours(2);

    /**
     * How things stand for a type.
     *
     * @param places how many jobs its workers run at once
     * @param active how many are in the broker or run
     * @param tenants whose lines take turns
     */
    private record Standing(long places, long active, long tenants) {
        static Standing read(Row row) throws SQLException {
            return new Standing(row.number("places"), row.number("active"), row.number("tenants"));
        }

        Duration until(Duration usual, long ahead) {
            long before = active + ahead * Math.max(1, tenants);
            return before < places
                    ? Duration.ZERO
                    : usual.multipliedBy(before - places + 1).dividedBy(places);
        }
    }

    @Inject
    RunTimes runTimes;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /**
     * Estimates the start.
     *
     * @param ahead how many of its tenant are before it
     * @return empty when nobody is there to run it, or how long such jobs take is not known
     */
    Optional<Instant> of(String type, long ahead) {
        return runTimes.usual(type)
                .flatMap(usual -> standing(type)
                        .filter(standing -> standing.places() > 0)
                        .map(standing -> clock.instant().plus(standing.until(usual, ahead))));
    }

    /** Steps from tenant to tenant through the index, however long their lines are. */
    private Optional<Standing> standing(String type) {
        return database.first("""
                select (select coalesce(sum(capacity), 0) from worker
                        where state = 'LIVE' and mode = 'ACTIVE' and ? = any(types)) as places,
                    (select count(*) from job j where j.type = ? and\s""" + TakenPlaces.CONDITION + """
                    ) as active,
                    (with recursive step (tenant) as (
                        (select tenant from job where type = ? and state = 'WAITING' and name_place is null
                            order by tenant limit 1)
                        union all
                        select (select j.tenant from job j where j.type = ? and j.state = 'WAITING' and j.name_place is null
                            and j.tenant > step.tenant order by j.tenant limit 1) from step where step.tenant is not null)
                     select count(tenant) from step) as tenants
                """, Standing::read, type, type, type, type);
    }

    /** The time until then, as exactly as it is known. */
    String about(Instant start) {
        Duration wait = Duration.between(clock.instant(), start);
        if (wait.compareTo(SOON) < 0) {
            return "in a few seconds";
        }
        if (wait.compareTo(MINUTE) < 0) {
            return "in less than a minute";
        }
        return wait.compareTo(HOURS) < 0
                ? "in about " + (wait.toSeconds() + 30) / 60 + " min"
                : "in about " + (wait.toMinutes() + 30) / 60 + " h";
    }
}
