package org.jobyard.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jobyard.job.Job;
import org.jobyard.job.JobSpec;
import org.jobyard.job.JobState;
import org.jobyard.messaging.ClientMessages;
import org.jobyard.messaging.Outgoing;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;

/** The messages that a job needs after it was moved on. */
public final class Dispatches {
    private Dispatches() {}

    /** The message that gives an ENQUEUED job to a worker of its type. */
    public static Outgoing dispatch(Job job) {
        JobSpec spec = job.spec();
        return Outgoing.to(Queues.WORK_EXCHANGE, spec.type(), spec.parameters().getBytes(StandardCharsets.UTF_8))
                .asking(job.getId() + ":" + spec.type(), Queues.EVENTS)
                .with(Headers.JOB, job.getId())
                .with(Headers.TYPE, spec.type())
                .with(Headers.NAME, spec.name())
                .with(Headers.TENANT, spec.tenant())
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

    /** All messages for jobs that were just moved on: the dispatch where there is one, and the submitter's status. */
    public static List<Outgoing> messages(List<Job> moved) {
        List<Outgoing> messages = new ArrayList<>();
        for (Job job : moved) {
            if (job.getState() == JobState.ENQUEUED) {
                messages.add(dispatch(job));
            }
            if (job.spec().replyTo() != null) {
                messages.add(ClientMessages.status(job, job.spec().replyTo(), job.since()));
            }
        }
        return messages;
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
