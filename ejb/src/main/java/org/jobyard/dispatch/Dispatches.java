package org.jobyard.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.job.HistoryEntry;
import org.jobyard.job.Job;
import org.jobyard.job.JobEvent;
import org.jobyard.job.JobSpec;
import org.jobyard.job.JobState;
import org.jobyard.messaging.ClientMessages;
import org.jobyard.messaging.Outgoing;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;

/** The messages that a job needs after it was moved on. */
final class Dispatches {
    private Dispatches() {}

    /** The message that gives an ENQUEUED job to a worker of its type. */
    private static Outgoing dispatch(Job job) {
        JobSpec spec = job.spec();
        return Outgoing.to(Queues.WORK_EXCHANGE, spec.type(), spec.parameters().getBytes(StandardCharsets.UTF_8))
                .asking(job.getId() + ":" + spec.type(), Queues.EVENTS)
                .with(Headers.JOB, job.getId())
                .with(Headers.TYPE, spec.type())
                .with(Headers.NAME, spec.name())
                .with(Headers.TENANT, spec.tenant())
                .with(Headers.DESTINATION, spec.destination())
                .with(Headers.ATTEMPT, job.getAttempt())
                .with(Headers.EXECUTION, job.execution().id())
                .with(
                        Headers.TIMEOUT_MS,
                        spec.timeout() == null ? null : spec.timeout().toMillis())
                .with(
                        Headers.DEADLINE,
                        job.deadline() == null ? null : job.deadline().toString())
                .with(Headers.TRACEPARENT, traceparent(job));
    }

    /**
     * All messages for jobs that a transaction moved: the dispatch of each that was given to the broker, and one message
     * to its submitter, which tells of every state it went through.
     *
     * @param history what happened to them
     */
    static List<Outgoing> messages(Collection<Job> moved, List<HistoryEntry> history) {
        Map<UUID, List<HistoryEntry>> histories = new HashMap<>();
        history.forEach(entry ->
                histories.computeIfAbsent(entry.job(), any -> new ArrayList<>()).add(entry));
        List<Outgoing> messages = new ArrayList<>();
        for (Job job : moved) {
            List<HistoryEntry> entries = histories.getOrDefault(job.getId(), List.of());
            if (job.getState() == JobState.ENQUEUED && entries.stream().anyMatch(Dispatches::isDispatch)) {
                messages.add(dispatch(job));
            }
            List<HistoryEntry> told =
                    entries.stream().filter(Dispatches::isTold).toList();
            if (job.spec().replyTo() != null && !told.isEmpty()) {
                messages.add(ClientMessages.news(job, told));
            }
        }
        return messages;
    }

    private static boolean isDispatch(HistoryEntry entry) {
        return entry.event() == JobEvent.ENQUEUE || entry.event() == JobEvent.REDISPATCH;
    }

    /** Submitters hear of states; what changes none is nothing to them. */
    private static boolean isTold(HistoryEntry entry) {
        return switch (entry.event()) {
            case PRIORITIZE, REDISPATCH -> false;
            // What was paused runs again, to be ended.
            case REQUEST_CANCEL, EXPIRE -> entry.from() != entry.state();
            case REGISTER,
                    SCHEDULE,
                    RESCHEDULE,
                    WAIT,
                    PAUSE,
                    RESUME,
                    CONTINUE,
                    ENQUEUE,
                    RETURN,
                    START,
                    RETRY,
                    LOSE,
                    SUCCEED,
                    FAIL,
                    CANCEL,
                    TIME_OUT -> true;
        };
    }

    /** The trace of the request, else one a job; one span an execution. The ids have the random bits the standard asks for. */
    private static String traceparent(Job job) {
        String span = job.execution().id().toString().replace("-", "").substring(16);
        String given = job.spec().traceParent();
        if (given == null) {
            return "00-" + job.getId().toString().replace("-", "") + "-" + span + "-01";
        }
        // 00-TRACE-SPAN-FLAGS: only the span is ours.
        return given.substring(0, 36) + span + given.substring(52);
    }
}
