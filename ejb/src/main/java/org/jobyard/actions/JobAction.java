package org.jobyard.actions;

import java.util.EnumSet;
import java.util.Set;
import org.jobyard.job.JobState;

/** Something to be done to many jobs. */
public enum JobAction {
    /** End them. */
    CANCEL,
    /** Submit each that has ended once more. */
    RERUN,
    /** Give them a priority. */
    PRIORITIZE;

    /** In which states it can be done. */
    Set<JobState> states() {
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        for (JobState state : JobState.values()) {
            if (isPossible(state)) {
                states.add(state);
            }
        }
        return states;
    }

    private boolean isPossible(JobState state) {
        return switch (this) {
            case CANCEL -> !state.isTerminal();
            case RERUN -> state.isTerminal();
            case PRIORITIZE ->
                switch (state) {
                    case SCHEDULED, WAITING, PAUSED -> true;
                    case REGISTERED, ENQUEUED, RUNNING, BLOCKED, SUCCEEDED, FAILED, CANCELLED, TIMED_OUT -> false;
                };
        };
    }
}
