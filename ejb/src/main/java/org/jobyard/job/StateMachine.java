package org.jobyard.job;

import static org.jobyard.job.JobEvent.CANCEL;
import static org.jobyard.job.JobEvent.CONTINUE;
import static org.jobyard.job.JobEvent.ENQUEUE;
import static org.jobyard.job.JobEvent.EXPIRE;
import static org.jobyard.job.JobEvent.FAIL;
import static org.jobyard.job.JobEvent.LOSE;
import static org.jobyard.job.JobEvent.PAUSE;
import static org.jobyard.job.JobEvent.PRIORITIZE;
import static org.jobyard.job.JobEvent.REDISPATCH;
import static org.jobyard.job.JobEvent.REQUEST_CANCEL;
import static org.jobyard.job.JobEvent.RESCHEDULE;
import static org.jobyard.job.JobEvent.RESUME;
import static org.jobyard.job.JobEvent.RETRY;
import static org.jobyard.job.JobEvent.RETURN;
import static org.jobyard.job.JobEvent.SCHEDULE;
import static org.jobyard.job.JobEvent.START;
import static org.jobyard.job.JobEvent.SUCCEED;
import static org.jobyard.job.JobEvent.TIME_OUT;
import static org.jobyard.job.JobEvent.WAIT;
import static org.jobyard.job.JobState.BLOCKED;
import static org.jobyard.job.JobState.CANCELLED;
import static org.jobyard.job.JobState.ENQUEUED;
import static org.jobyard.job.JobState.FAILED;
import static org.jobyard.job.JobState.PAUSED;
import static org.jobyard.job.JobState.REGISTERED;
import static org.jobyard.job.JobState.RUNNING;
import static org.jobyard.job.JobState.SCHEDULED;
import static org.jobyard.job.JobState.SUCCEEDED;
import static org.jobyard.job.JobState.TIMED_OUT;
import static org.jobyard.job.JobState.WAITING;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How jobs move, as one table. Terminal states have no way out, not even to themselves. {@code docs/state-machine.md}
 * is made from it.
 */
public final class StateMachine {
    /**
     * One cell of the table.
     *
     * @param from the state before
     * @param event what happens
     * @param to the state after
     */
    public record Transition(JobState from, JobEvent event, JobState to) {}

    private static final List<Transition> TABLE = List.of(
            new Transition(REGISTERED, SCHEDULE, SCHEDULED),
            new Transition(REGISTERED, WAIT, WAITING),
            new Transition(REGISTERED, ENQUEUE, ENQUEUED),
            new Transition(REGISTERED, CANCEL, CANCELLED),
            new Transition(SCHEDULED, RESCHEDULE, SCHEDULED),
            new Transition(SCHEDULED, WAIT, WAITING),
            new Transition(SCHEDULED, ENQUEUE, ENQUEUED),
            new Transition(SCHEDULED, PRIORITIZE, SCHEDULED),
            new Transition(SCHEDULED, PAUSE, PAUSED),
            new Transition(SCHEDULED, CANCEL, CANCELLED),
            new Transition(SCHEDULED, TIME_OUT, TIMED_OUT),
            new Transition(WAITING, WAIT, WAITING),
            new Transition(WAITING, RESCHEDULE, SCHEDULED),
            new Transition(WAITING, PRIORITIZE, WAITING),
            new Transition(WAITING, ENQUEUE, ENQUEUED),
            new Transition(WAITING, PAUSE, PAUSED),
            new Transition(WAITING, CANCEL, CANCELLED),
            new Transition(WAITING, TIME_OUT, TIMED_OUT),
            new Transition(ENQUEUED, REDISPATCH, ENQUEUED),
            new Transition(ENQUEUED, RESCHEDULE, SCHEDULED),
            new Transition(ENQUEUED, RETURN, WAITING),
            new Transition(ENQUEUED, START, RUNNING),
            new Transition(ENQUEUED, CANCEL, CANCELLED),
            new Transition(ENQUEUED, TIME_OUT, TIMED_OUT),
            new Transition(RUNNING, REQUEST_CANCEL, RUNNING),
            new Transition(RUNNING, EXPIRE, RUNNING),
            new Transition(RUNNING, PAUSE, PAUSED),
            new Transition(RUNNING, LOSE, WAITING),
            new Transition(RUNNING, RETRY, SCHEDULED),
            new Transition(RUNNING, SUCCEED, SUCCEEDED),
            new Transition(RUNNING, FAIL, FAILED),
            new Transition(RUNNING, CANCEL, CANCELLED),
            new Transition(RUNNING, TIME_OUT, TIMED_OUT),
            new Transition(PAUSED, RESUME, WAITING),
            new Transition(PAUSED, SCHEDULE, SCHEDULED),
            new Transition(PAUSED, PRIORITIZE, PAUSED),
            new Transition(PAUSED, CONTINUE, RUNNING),
            new Transition(PAUSED, REQUEST_CANCEL, RUNNING),
            new Transition(PAUSED, EXPIRE, RUNNING),
            new Transition(PAUSED, LOSE, PAUSED),
            new Transition(PAUSED, RETRY, PAUSED),
            new Transition(PAUSED, SUCCEED, SUCCEEDED),
            new Transition(PAUSED, FAIL, FAILED),
            new Transition(PAUSED, CANCEL, CANCELLED),
            new Transition(PAUSED, TIME_OUT, TIMED_OUT),
            new Transition(BLOCKED, CANCEL, CANCELLED),
            new Transition(BLOCKED, TIME_OUT, TIMED_OUT));

    private static final Map<JobState, Map<JobEvent, JobState>> BY_STATE = index(TABLE);

    private StateMachine() {}

    /** All transitions, in the order of a job's way. */
    public static List<Transition> transitions() {
        return TABLE;
    }

    /** The state that follows; empty when the event is not possible in {@code from}. */
    public static Optional<JobState> next(JobState from, JobEvent event) {
        return Optional.ofNullable(BY_STATE.get(from).get(event));
    }

    /** The event that leads to a terminal state. */
    static JobEvent endedBy(JobState terminal) {
        return switch (terminal) {
            case SUCCEEDED -> SUCCEED;
            case FAILED -> FAIL;
            case CANCELLED -> CANCEL;
            case TIMED_OUT -> TIME_OUT;
            case REGISTERED, SCHEDULED, WAITING, ENQUEUED, RUNNING, PAUSED, BLOCKED ->
                throw new IllegalArgumentException("not terminal: " + terminal);
        };
    }

    static Map<JobState, Map<JobEvent, JobState>> index(List<Transition> table) {
        Map<JobState, Map<JobEvent, JobState>> index = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            index.put(state, new EnumMap<>(JobEvent.class));
        }
        for (Transition transition : table) {
            if (transition.from().isTerminal()) {
                throw new IllegalStateException("leads out of a terminal state: " + transition);
            }
            if (index.get(transition.from()).put(transition.event(), transition.to()) != null) {
                throw new IllegalStateException("more than one way: " + transition);
            }
        }
        return Collections.unmodifiableMap(index);
    }
}
