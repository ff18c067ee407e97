package org.jobyard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Cursor;
import org.jobyard.security.Caller;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of jobs of which few fit. 1,000 jobs, every hundredth with a name of its own. */
class JobQueriesTest {
    private static final int STEP = 150;

    private final TestCore core = new TestCore();
    private final JobQueries queries = core.bean(JobQueries.class);

    @BeforeEach
    void manyJobs() {
        UUID first = new Fixtures(core).registerScript();
        core.inTransaction(() -> core.bean(Database.class).update("""
                insert into job select (jsonb_populate_record(j, jsonb_build_object(
                    'id', gen_random_uuid(), 'name', case when n % 100 = 0 then 'rare' else 'common' end))).*
                from job j, generate_series(1, 1000) n where j.id = ?
                """, first));
    }

    private static JobFilter named(String name) {
        return new JobFilter(null, name, null, null, null, null, null);
    }

    private JobPage look(String name, String cursor, int most, int steps) {
        return queries.lookThrough(Caller.DEFAULT_TENANT, named(name), Cursor.read(cursor), most, STEP, steps);
    }

    private List<UUID> all(String name, int most, int steps) {
        List<UUID> found = new ArrayList<>();
        String cursor = null;
        do {
            JobPage page = look(name, cursor, most, steps);
            page.jobs().forEach(job -> found.add(job.id()));
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    @Test
    void findsEveryJobOnceHoweverSmallTheStepsAndThePages() {
        List<UUID> expected = queries.list(Fixtures.ADA, named("rare"), null, 200).jobs().stream()
                .map(JobSummary::id)
                .toList();
        assertThat(expected).hasSize(10).doesNotHaveDuplicates();
        for (int most : List.of(1, 3, 10, 200)) {
            assertThat(all("rare", most, 1)).isEqualTo(expected);
            assertThat(all("rare", most, 100)).isEqualTo(expected);
        }
    }

    @Test
    void aCallLooksThroughSoManyJobsAndNoMore() {
        JobPage page = look("no such name", null, 50, 2);

        assertThat(page.jobs()).isEmpty();
        assertThat(page.next()).as("it has not looked through all").isNotNull();
        assertThat(look("no such name", null, 50, 100).next()).isNull();
    }

    @Test
    void aTypeThatCannotBeAndATimeThatCannotBeFindNothing() {
        JobFilter type = new JobFilter(null, null, "x' or 'a' = 'a", null, null, null, null);
        JobFilter from = new JobFilter(null, null, null, null, null, Instant.MAX, null);
        JobFilter to = new JobFilter(null, null, null, null, null, null, Instant.MIN);

        for (JobFilter filter : List.of(type, from, to)) {
            assertThat(queries.list(Fixtures.ADA, filter, null, 50).jobs()).isEmpty();
        }
        assertThat(queries.list(
                                Fixtures.ADA,
                                new JobFilter(null, null, "script", null, null, Instant.MIN, Instant.MAX),
                                null,
                                50)
                        .jobs())
                .hasSize(50);
    }
}
