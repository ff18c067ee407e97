package org.jobyard.workers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.HeldExecution;

/**
 * Compares what a worker says that it holds with what it was given. Neither side is simply believed, because a hello and
 * the events before it may be read in any order: the worker is asked, and its answer decides. Changes nothing itself.
 */
@ApplicationScoped
class HeldExecutions {
    /** The younger may have been taken up after the hello was written. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private record Given(UUID job, UUID execution, JobState state, UUID instance) {
        private boolean isOf(UUID held, UUID holder) {
            boolean offered = state == JobState.ENQUEUED;
            boolean runs = (state == JobState.RUNNING || state == JobState.PAUSED) && holder.equals(instance);
            return held.equals(execution) && (offered || runs);
        }

        /** Its result came in between, or it was ended without one: nobody else has it. */
        private boolean hasEnded(UUID held) {
            return held.equals(execution) && state.isTerminal();
        }
    }

    @Inject
    Database database;

    @Inject
    Clock clock;

    /**
     * Asks for what it should hold and does not, and has it end what it holds and should not.
     *
     * @param held what it says; null: it does not say
     * @param running the executions that it runs as far as the server knows
     */
    void compare(String name, UUID instance, List<HeldExecution> held, Collection<String> running, Changes changes) {
        if (held == null) {
            return;
        }
        Set<String> missing = new HashSet<>(running);
        held.forEach(one -> missing.remove(one.execution().toString()));
        if (!missing.isEmpty()) {
            ask(name, instance, missing, changes);
        }
        Set<String> known = new HashSet<>(running);
        List<HeldExecution> others = held.stream()
                .filter(one -> !known.contains(one.execution().toString()))
                .toList();
        if (!others.isEmpty()) {
            revoke(name, instance, others, changes);
        }
    }

    /** Whoever does not hold what it is told to run says so, unless it has sent the result: then that is on its way. */
    private void ask(String name, UUID instance, Set<String> executions, Changes changes) {
        database.list(
                        "select id, execution_id, state, worker_instance from job where worker = ? and worker_instance = ?"
                                + " and state in ('RUNNING', 'PAUSED') and started_at < ? and execution_id = any(?::uuid[])",
                        HeldExecutions::given,
                        name,
                        instance,
                        clock.instant().minus(SETTLED),
                        List.copyOf(executions))
                .forEach(given -> changes.command(CommandKind.ACCEPT, name, given.job(), given.execution()));
    }

    private void revoke(String name, UUID instance, List<HeldExecution> held, Changes changes) {
        List<Given> present = database.list(
                "select id, execution_id, state, worker_instance from job where id = any(?::uuid[])",
                HeldExecutions::given,
                held.stream().map(one -> one.job().toString()).toList());
        for (HeldExecution one : held) {
            // A job that is not known yet may be so in a moment.
            present.stream()
                    .filter(given -> given.job().equals(one.job()) && !given.isOf(one.execution(), instance))
                    .forEach(given -> {
                        if (!given.hasEnded(one.execution())) {
                            LateEvents.count(name, changes);
                        }
                        changes.command(CommandKind.REVOKE, name, one.job(), one.execution());
                    });
        }
    }

    private static Given given(Row row) throws SQLException {
        return new Given(
                row.uuid("id"),
                row.uuid("execution_id"),
                row.constant("state", JobState.class),
                row.uuid("worker_instance"));
    }
}
