package org.jobyard.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jobyard.job.JobEvent;
import org.jobyard.job.JobState;
import org.jobyard.job.StateMachine;
import org.jobyard.sdk.message.Outcome;

/** What the history of each job must be when it has ended. */
final class HistoryRules {
    /** Pauses are kept in whole milliseconds. */
    private static final Duration ROUNDING = Duration.ofMillis(50);

    private final Ledger ledger;

    HistoryRules(Ledger ledger) {
        this.ledger = ledger;
    }

    /** It went its way by the rules. */
    void check(History history) {
        checkMoves(history.job(), history.entries());
        checkExecutions(history.job(), history.entries());
        checkTimes(history);
        checkEnd(history.end(), history.entries());
    }

    private static void checkMoves(UUID job, List<History.Entry> entries) {
        JobState state = JobState.REGISTERED;
        int seq = 1;
        Instant at = Instant.MIN;
        assertThat(entries).as("history of job %s", job).isNotEmpty();
        assertThat(entries.get(0).event()).as("first of job %s", job).isEqualTo(JobEvent.REGISTER);
        for (History.Entry entry : entries) {
            assertThat(entry.seq()).as("numbers of %s: %s", job, entries).isEqualTo(seq++);
            assertThat(entry.at()).as("times of %s: %s", job, entries).isAfterOrEqualTo(at);
            at = entry.at();
            if (entry.event() != JobEvent.REGISTER) {
                assertThat(StateMachine.next(state, entry.event()))
                        .as("move of %s: %s", job, entries)
                        .contains(entry.state());
            }
            state = entry.state();
        }
    }

    /** Each start is of the execution that was dispatched last, none starts twice, and one process was told to run it. */
    private void checkExecutions(UUID job, List<History.Entry> entries) {
        UUID dispatched = null;
        Set<UUID> started = new HashSet<>();
        for (History.Entry entry : entries) {
            if (entry.event() == JobEvent.ENQUEUE || entry.event() == JobEvent.REDISPATCH) {
                assertThat(entry.execution())
                        .as("executions of %s: %s", job, entries)
                        .isNotEqualTo(dispatched);
                dispatched = entry.execution();
            } else if (entry.event() == JobEvent.START) {
                assertThat(entry.execution())
                        .as("start of %s: %s", job, entries)
                        .isEqualTo(dispatched);
                assertThat(started.add(dispatched))
                        .as("starts of %s: %s", job, entries)
                        .isTrue();
            }
        }
        for (UUID execution : started) {
            assertThat(ledger.accepted().getOrDefault(execution, Set.of()))
                    .as("processes that were told to run %s of %s", execution, job)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Nobody's time is over before it is: the time limit counts from each start and stands still while it is paused. */
    private static void checkTimes(History history) {
        History.End end = history.end();
        Instant registered = history.entries().get(0).at();
        Duration ran = Duration.ZERO;
        Instant since = null;
        for (History.Entry entry : history.entries()) {
            ran = since == null ? ran : ran.plus(Duration.between(since, entry.at()));
            since = entry.state() == JobState.RUNNING ? entry.at() : null;
            if (entry.event() == JobEvent.START) {
                ran = Duration.ZERO;
            }
            boolean late = end.deadline() != null && !entry.at().isBefore(registered.plus(end.deadline()));
            boolean longEnough = end.timeout() != null && ran.plus(ROUNDING).compareTo(end.timeout()) >= 0;
            if (entry.event() == JobEvent.EXPIRE) {
                assertThat(late || longEnough)
                        .as("time limit of %s: %s", end, history.entries())
                        .isTrue();
            } else if (entry.event() == JobEvent.TIME_OUT && "DEADLINE_PASSED".equals(end.reason())) {
                assertThat(late)
                        .as("deadline of %s: %s", end, history.entries())
                        .isTrue();
            }
        }
    }

    private void checkEnd(History.End end, List<History.Entry> entries) {
        UUID job = end.job();
        assertThat(entries.stream().filter(entry -> entry.state().isTerminal()))
                .as("ends of %s: %s", job, entries)
                .hasSize(1);
        assertThat(entries.get(entries.size() - 1).state()).isEqualTo(end.state());
        long failures = entries.stream()
                .filter(entry -> entry.event() == JobEvent.RETRY)
                .count();
        assertThat(failures).as("retries of %s", job).isLessThan(end.attempts() == null ? 1 : end.attempts());
        assertThat(end.crashes()).as("crashes of %s", job).isLessThanOrEqualTo(3);
        boolean expired = entries.stream().anyMatch(entry -> entry.event() == JobEvent.EXPIRE);
        Outcome reported = ledger.outcome(end.execution());
        String why = "end of %s, reported as %s: %s %s".formatted(job, reported, end, entries);
        switch (end.state()) {
            case SUCCEEDED -> assertThat(reported).as(why).isEqualTo(Outcome.SUCCEEDED);
            case FAILED ->
                assertThat(reported == Outcome.FAILED || "WORKER_LOST".equals(end.reason()))
                        .as(why)
                        .isTrue();
            case TIMED_OUT ->
                assertThat(reported == Outcome.TIMED_OUT || expired || "DEADLINE_PASSED".equals(end.reason()))
                        .as(why)
                        .isTrue();
            case CANCELLED ->
                assertThat(entries.stream().filter(entry -> entry.event() == JobEvent.CANCEL))
                        .as(why)
                        .hasSize(1);
            case REGISTERED, SCHEDULED, WAITING, ENQUEUED, RUNNING, PAUSED, BLOCKED ->
                throw new AssertionError("not ended: " + why);
        }
    }
}
