package org.jobyard.query;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Finds the jobs of the caller's tenant that something is to be done to. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ChoiceQueries {
    /** Further than this nobody counts. */
    public static final int MOST_COUNTED = 100_000;

    @Inject
    Database database;

    /** How many there are, {@link #MOST_COUNTED} for any number from that on. */
    public long count(Caller caller, Choice choice) {
        return find(
                        caller,
                        choice,
                        null,
                        "select count(*) as n from (select from job where %s limit ?) as chosen",
                        row -> row.number("n"),
                        MOST_COUNTED)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    /**
     * The first of them, newest first.
     *
     * @param after only those after this one; null: from the newest on
     */
    public List<ChosenJob> first(Caller caller, Choice choice, UUID after, int most) {
        return find(
                caller,
                choice,
                after,
                "select id, name, state from job where %s order by id desc limit ?",
                row -> new ChosenJob(row.uuid("id"), row.text("name"), row.constant("state", JobState.class)),
                most);
    }

    private <T> List<T> find(
            Caller caller, Choice choice, UUID after, String sql, Database.RowReader<T> reader, int most) {
        caller.require(Role.VIEWER);
        Set<JobState> states = EnumSet.copyOf(choice.states());
        Set<JobState> wanted = choice.filter().states();
        if (wanted != null && !wanted.isEmpty()) {
            states.retainAll(wanted);
        }
        if (states.isEmpty()) {
            return List.of();
        }
        Condition condition = Condition.of(caller.tenant(), choice.filter().in(states), after);
        List<Object> values = new ArrayList<>(condition.values());
        String where = condition.sql();
        if (choice.jobs() != null) {
            where += " and id = any(?)";
            values.add(choice.jobs());
        }
        if (choice.withoutRerun()) {
            where += " and not exists (select from job r where r.rerun_of = job.id)";
        }
        if (choice.notAtWorker()) {
            where += " and (state <> 'PAUSED' or started_at is null)";
        }
        values.add(most);
        return database.list(sql.formatted(where), reader, values.toArray());
    }
}
