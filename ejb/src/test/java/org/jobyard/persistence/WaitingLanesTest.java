package org.jobyard.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jobyard.persistence.WaitingLanes.Room;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** What it costs to find the next jobs behind those of a full destination. */
class WaitingLanesTest {
    private static final List<Room> FULL = List.of(new Room("*", "full", 0));

    private final TestCore core = new TestCore();
    private final Database database = core.bean(Database.class);

    /** Twenty thousand wait for one destination; behind them one of each of fifty others, and one that has none. */
    private void fill() {
        core.inTransaction(() -> database.update("""
                insert into job (id, tenant, owner, name, type, parameters, priority, state, registered_at, desired_at,
                    destination)
                select gen_random_uuid(), 'default', 'ada', 'n', 'query', '{}', case when g <= 20000 then 9 else 4 end,
                    'WAITING', now(), now(), case when g <= 20000 then 'full' when g <= 20050 then 'd' || g end
                from generate_series(1, 20051) g
                """));
    }

    private List<String> plan() {
        return database.list(
                "explain (analyze, timing off) " + WaitingLanes.SELECT,
                row -> row.text("QUERY PLAN"),
                WaitingLanes.parameters("query", 8, FULL));
    }

    @Test
    void noPlanReadsWhatWaitsForAFullDestination() {
        fill();
        // The database has counted nothing yet, as when many come at once; then it has.
        assertStepsThroughLanes(plan());
        database.update("analyze job");
        assertStepsThroughLanes(plan());
    }

    private static void assertStepsThroughLanes(List<String> plan) {
        assertThat(plan.stream().filter(line -> line.contains("on job") && !line.contains("never executed")))
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(line -> line.contains("using job_lane"));
        assertThat(plan.stream()
                        .filter(line -> line.contains("using job_lane"))
                        .map(line -> line.replaceAll(".*actual rows=([0-9.]+).*", "$1"))
                        .mapToDouble(Double::parseDouble))
                .allMatch(rows -> rows <= 8);
    }

    @Test
    void theFirstLanesWithRoomComeIntoQuestion() {
        fill();
        List<LineJob> found = core.bean(WaitingLanes.class).read("query", 8, FULL);
        assertThat(found).hasSize(8).allMatch(job -> job.priority() == 4 && job.active() == 0);
        assertThat(found)
                .extracting(LineJob::destination)
                .doesNotContain("full")
                .doesNotHaveDuplicates();
        assertThat(core.bean(WaitingLanes.class).read("quer", 8, FULL)).isEmpty();
        assertThat(core.bean(WaitingLanes.class).read("query", 3, List.of(new Room("*", "full", 2))))
                .filteredOn(job -> "full".equals(job.destination()))
                .hasSize(2);
    }
}
