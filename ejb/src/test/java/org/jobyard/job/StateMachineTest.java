package org.jobyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateMachineTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** Ways to each state that is reached today. */
    private static final Map<JobState, Consumer<Job>> WAYS = new EnumMap<>(Map.of(
            JobState.REGISTERED, job -> {},
            JobState.SCHEDULED, job -> job.schedule(NOW),
            JobState.WAITING, job -> job.await(WaitReason.WORKERS_BUSY, NOW),
            JobState.ENQUEUED, job -> job.enqueue(UUID.randomUUID(), NOW, NOW),
            JobState.PAUSED, job -> pause(job),
            JobState.RUNNING, StateMachineTest::run,
            JobState.SUCCEEDED, job -> end(job, JobEvent.SUCCEED),
            JobState.FAILED, job -> end(job, JobEvent.FAIL),
            JobState.CANCELLED, job -> end(job, JobEvent.CANCEL),
            JobState.TIMED_OUT, job -> end(job, JobEvent.TIME_OUT)));

    private static final Terms TRIED_AGAIN = new Terms(SameName.ALLOW, new Retry(2, null, null, null));

    private static void pause(Job job) {
        run(job);
        job.pauseRun("someone", NOW, Duration.ZERO, NOW);
    }

    private static void run(Job job) {
        job.enqueue(UUID.randomUUID(), NOW, NOW);
        job.start("worker", UUID.randomUUID(), NOW, Duration.ZERO);
    }

    private static void end(Job job, JobEvent event) {
        run(job);
        job.end(Ending.of(event, null, null), null, NOW);
    }

    private static void apply(Job job, JobEvent event) {
        switch (event) {
            case REGISTER -> throw new IllegalTransitionException(job.getState(), event);
            case SCHEDULE -> job.schedule(NOW);
            case RESCHEDULE -> job.reschedule(NOW, "ada", NOW);
            case WAIT -> job.await(WaitReason.NO_WORKER, NOW);
            case PRIORITIZE -> job.prioritize(7, "someone", NOW);
            case ENQUEUE -> job.enqueue(UUID.randomUUID(), NOW, NOW);
            case REDISPATCH -> job.redispatch(UUID.randomUUID(), NOW, NOW);
            case RETURN -> job.comeBack("no queue", NOW);
            case START -> job.start("worker", UUID.randomUUID(), NOW, Duration.ZERO);
            case REQUEST_CANCEL -> job.requestCancel("someone", NOW, NOW);
            case EXPIRE -> job.expire(NOW, NOW);
            case PAUSE -> job.pause("someone", NOW);
            case RESUME -> job.resume("someone", NOW);
            case CONTINUE -> job.continueRun("someone", NOW, Duration.ZERO, NOW);
            case RETRY -> retry(job);
            case LOSE -> job.lose("lost", NOW);
            case SUCCEED, FAIL, CANCEL, TIME_OUT -> job.end(Ending.of(event, null, null), null, NOW);
        }
    }

    /** It fails and wants another attempt. */
    private static void retry(Job job) {
        if (job.execution().id() == null) {
            throw new IllegalTransitionException(job.getState(), JobEvent.RETRY);
        }
        assertThat(job.retry(Ending.of(JobEvent.FAIL, "EXIT_CODE", "failed"), "worker", NOW))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BLOCKED"})
    void everyCellDoesWhatTheTableSaysAndNothingElse(JobState from) {
        for (JobEvent event : JobEvent.values()) {
            Job job = job();
            WAYS.get(from).accept(job);
            job.takeHistory();
            var expected = StateMachine.next(from, event);
            if (expected.isPresent()) {
                apply(job, event);
                assertThat(job.getState()).as(from + " " + event).isEqualTo(expected.get());
                List<HistoryEntry> history = job.takeHistory();
                assertThat(history).hasSize(1);
                assertThat(history.get(0).event()).isEqualTo(event);
                assertThat(history.get(0).state()).isEqualTo(expected.get());
                assertThat(history.get(0).seq()).isEqualTo(job.getHistorySeq());
            } else {
                assertThatThrownBy(() -> apply(job, event))
                        .as(from + " " + event)
                        .isInstanceOf(IllegalTransitionException.class);
                assertThat(job.getState()).isEqualTo(from);
                assertThat(job.takeHistory()).isEmpty();
            }
        }
    }

    @Test
    void terminalStatesHaveNoWayOut() {
        for (JobState state : JobState.values()) {
            for (JobEvent event : JobEvent.values()) {
                if (state.isTerminal()) {
                    assertThat(StateMachine.next(state, event)).isEmpty();
                }
            }
        }
    }

    @Test
    void everyStateThatIsNotTerminalCanBeCancelled() {
        for (JobState state : JobState.values()) {
            if (!state.isTerminal()) {
                assertThat(StateMachine.next(state, JobEvent.CANCEL)).contains(JobState.CANCELLED);
            }
        }
    }

    @Test
    void aTableWithTwoWaysFails() {
        var once = new StateMachine.Transition(JobState.RUNNING, JobEvent.FAIL, JobState.FAILED);
        var again = new StateMachine.Transition(JobState.RUNNING, JobEvent.FAIL, JobState.WAITING);
        assertThatThrownBy(() -> StateMachine.index(List.of(once, again))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTableThatLeadsOutOfATerminalStateFails() {
        var back = new StateMachine.Transition(JobState.FAILED, JobEvent.ENQUEUE, JobState.ENQUEUED);
        assertThatThrownBy(() -> StateMachine.index(List.of(back))).isInstanceOf(IllegalStateException.class);
    }

    /** Run with {@code -Ddocs.write=true} to write the page anew. */
    @Test
    void theDiagramIsUpToDate() throws IOException {
        Path page = Path.of("../docs/state-machine.md");
        String expected = StateDiagram.page();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, expected);
        }
        assertThat(page).hasContent(expected);
    }

    private static Job job() {
        return Job.register(
                new JobSpec(
                        UUID.randomUUID(),
                        "default",
                        "ada",
                        "job",
                        "script",
                        "{}",
                        4,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        TRIED_AGAIN),
                NOW);
    }
}
