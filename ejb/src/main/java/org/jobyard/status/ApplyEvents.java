package org.jobyard.status;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Job;
import org.jobyard.log.LogChunk;
import org.jobyard.log.LogChunks;
import org.jobyard.messaging.DeadLetters;
import org.jobyard.messaging.Incoming;
import org.jobyard.persistence.JobStore;
import org.jobyard.sdk.message.Queues;
import org.jobyard.workers.WorkerLeases;

/**
 * Applies what workers say, a batch in one transaction. What can never be applied goes to the dead letters and holds up
 * nothing.
 */
@Stateless
public class ApplyEvents {
    @Inject
    JobStore jobs;

    @Inject
    WorkerLeases workers;

    @Inject
    ExecutionEvents executionEvents;

    @Inject
    LogChunks logChunks;

    @Inject
    ChangeWriter writer;

    @Inject
    Clock clock;

    /**
     * Applies events in their order.
     *
     * @return those whose job is not known, unchanged
     */
    public List<Incoming> apply(List<Incoming> messages) {
        Changes changes = new Changes();
        Map<Incoming, WorkerEvent> events = read(messages, changes);
        // Rows of workers before those of jobs, each in a fixed order: transactions never wait in a circle.
        events.values().stream()
                .filter(WorkerEvent.OfWorker.class::isInstance)
                .map(WorkerEvent.OfWorker.class::cast)
                .sorted(Comparator.comparing(WorkerEvent.OfWorker::name))
                .forEach(event -> apply(event, changes));
        List<Incoming> unknown = applyToJobs(events, changes);
        writer.write(changes);
        return unknown;
    }

    private Map<Incoming, WorkerEvent> read(List<Incoming> messages, Changes changes) {
        Map<Incoming, WorkerEvent> events = new LinkedHashMap<>();
        for (Incoming message : messages) {
            try {
                events.put(message, EventReader.read(message));
            } catch (UnusableEventException e) {
                changes.send(DeadLetters.of(message, Queues.EVENTS, e.getMessage(), clock.instant()));
            }
        }
        return events;
    }

    private void apply(WorkerEvent.OfWorker event, Changes changes) {
        if (event instanceof WorkerEvent.Hello hello) {
            workers.hello(hello.name(), hello.instance(), hello.body(), changes);
        } else {
            workers.bye(event.name(), event.instance(), changes);
        }
    }

    private List<Incoming> applyToJobs(Map<Incoming, WorkerEvent> events, Changes changes) {
        Map<Incoming, WorkerEvent.OfExecution> ofJobs = new LinkedHashMap<>();
        events.forEach((message, event) -> {
            if (event instanceof WorkerEvent.OfExecution ofExecution) {
                ofJobs.put(message, ofExecution);
            }
        });
        Map<UUID, Job> locked = jobs.lock(
                ofJobs.values().stream().map(event -> event.source().job()).toList());
        List<Incoming> unknown = new ArrayList<>();
        List<LogChunk> chunks = new ArrayList<>();
        ofJobs.forEach((message, event) -> {
            Job job = locked.get(event.source().job());
            if (job == null) {
                unknown.add(message);
            } else {
                executionEvents.apply(job, event, chunks, changes);
            }
        });
        logChunks.add(chunks);
        return unknown;
    }
}
