package org.jobyard.web.view.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A quick choice of states above the list.
 *
 * @param key of its text in the messages
 * @param query of its address
 * @param current whether the list shows it
 */
public record Chip(String key, String query, boolean current) {

    private enum Choice {
        ALL(null),
        RUNNING("RUNNING"),
        WAITING("REGISTERED,SCHEDULED,WAITING,ENQUEUED,PAUSED,BLOCKED"),
        SUCCEEDED("SUCCEEDED"),
        FAILED("FAILED,TIMED_OUT"),
        CANCELLED("CANCELLED");

        private final String states;

        Choice(String states) {
            this.states = states;
        }
    }

    static List<Chip> of(JobsAddress address) {
        return Arrays.stream(Choice.values())
                .map(choice -> new Chip(
                        choice.name(),
                        address.withState(choice.states),
                        Objects.equals(choice.states, address.getState())))
                .toList();
    }
}
