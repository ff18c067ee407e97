package org.jobyard.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One attempt of a job.
 *
 * @param number from 1
 * @param execution the execution dispatched last in it; its log is kept under this id
 * @param enqueuedAt when it was given to the broker
 * @param startedAt when a worker took it up; null when none did
 * @param endedAt when it ended; null while it goes on
 * @param worker name of the worker; may be null
 * @param outcome how it ended, as the code of the event, such as {@code RETRY}; null while it goes on
 * @param detail for people; may be null
 */
public record JobAttempt(
        int number,
        UUID execution,
        Instant enqueuedAt,
        Instant startedAt,
        Instant endedAt,
        String worker,
        String outcome,
        String detail) {

    /** The attempts that a history, oldest first, tells of. */
    static List<JobAttempt> of(List<JobEventView> history) {
        List<JobAttempt> attempts = new ArrayList<>();
        for (JobEventView event : history) {
            if (event.event().equals("ENQUEUE")) {
                attempts.add(
                        new JobAttempt(event.attempt(), event.execution(), event.at(), null, null, null, null, null));
            } else if (event.event().equals("RESCHEDULE") || event.event().equals("RETURN")) {
                // What no worker took up before the job got another time, or came back, was no attempt.
                attempts.removeIf(attempt -> attempt.endedAt() == null);
            } else if (!attempts.isEmpty()) {
                int last = attempts.size() - 1;
                attempts.set(last, attempts.get(last).after(event));
            }
        }
        return attempts;
    }

    private JobAttempt after(JobEventView event) {
        if (endedAt != null) {
            return this;
        }
        return switch (event.event()) {
            case "REDISPATCH" ->
                new JobAttempt(number, event.execution(), enqueuedAt, startedAt, null, worker, null, null);
            case "START" -> new JobAttempt(number, execution, enqueuedAt, event.at(), null, event.actor(), null, null);
            case "LOSE", "RETRY", "SUCCEED", "FAIL", "CANCEL", "TIME_OUT" ->
                new JobAttempt(
                        number, execution, enqueuedAt, startedAt, event.at(), worker, event.event(), event.detail());
            default -> this;
        };
    }
}
