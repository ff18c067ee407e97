package org.jobyard.sdk.client;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.JobEnd;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.MalformedMessageException;
import org.jobyard.sdk.message.Passed;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Refusal;
import org.jobyard.sdk.message.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the server tells a client and passes it on, repetitions left out. Messages come from one thread at a time. */
final class News {
    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    private final Map<UUID, SubmittedJob> jobs = new ConcurrentHashMap<>();
    private final SeenNews seen = new SeenNews();
    private final JobListener listener;

    News(JobListener listener) {
        this.listener = listener;
    }

    /** The job of that id, made when it is not known. */
    SubmittedJob expect(UUID id) {
        return jobs.computeIfAbsent(id, SubmittedJob::new);
    }

    /** Whatever the message is, it was dealt with when this returns. */
    void received(BasicProperties properties, byte[] body) {
        String kind = header(properties, Headers.EVENT);
        try {
            if (kind.equals(EventKind.STATUS.wire())) {
                status(Json.read(body, Status.class));
            } else if (kind.equals(EventKind.PROGRESS.wire())) {
                progress(job(properties), Json.read(body, Progress.class));
            } else if (kind.equals(EventKind.RESULT.wire())) {
                ended(Json.read(body, JobEnd.class));
            } else if (kind.equals(EventKind.REFUSED.wire())) {
                refused(job(properties), Json.read(body, Refusal.class));
            } else {
                LOG.debug("news of an unknown kind: {}", kind);
            }
        } catch (MalformedMessageException e) {
            LOG.warn("news that cannot be read ({}): {}", kind, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("the listener failed", e);
        }
    }

    private synchronized void status(Status status) {
        SubmittedJob job = jobs.get(status.job());
        if (job != null) {
            job.markRegistered();
        }
        tell(status.job(), status.passed());
        tell(new Status(status.v(), status.job(), status.state(), status.reason(), status.at(), null));
    }

    private void tell(UUID job, List<Passed> passed) {
        if (passed != null) {
            passed.forEach(state -> tell(new Status(1, job, state.state(), null, state.at(), null)));
        }
    }

    private void tell(Status status) {
        if (seen.isNew(status)) {
            try {
                listener.status(status);
            } catch (RuntimeException e) {
                // What comes after it in the same message is to be told all the same.
                LOG.warn("the listener failed", e);
            }
        }
    }

    private synchronized void progress(UUID id, Progress progress) {
        if (seen.isNew(id, progress)) {
            listener.progress(id, progress);
        }
    }

    private synchronized void ended(JobEnd end) {
        tell(end.job(), end.passed());
        if (seen.isFirstEnd(end.job())) {
            SubmittedJob job = jobs.remove(end.job());
            if (job != null) {
                job.markEnded(end);
            }
            listener.ended(end);
        }
    }

    private synchronized void refused(UUID id, Refusal refusal) {
        SubmittedJob job = jobs.get(id);
        if (job != null) {
            job.markRefused(refusal);
            if (job.isRefused()) {
                jobs.remove(id);
            }
        }
        listener.refused(id, refusal);
    }

    private static UUID job(BasicProperties properties) throws MalformedMessageException {
        try {
            return UUID.fromString(header(properties, Headers.JOB));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("", "no valid " + Headers.JOB, e);
        }
    }

    private static String header(BasicProperties properties, String name) {
        Object value =
                properties.getHeaders() == null ? null : properties.getHeaders().get(name);
        return value == null ? "" : value.toString();
    }
}
