package org.jobyard.web.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jobyard.dispatch.QueueQueries;
import org.jobyard.dispatch.QueueView;
import org.jobyard.letters.LetterKind;
import org.jobyard.letters.LetterQueries;
import org.jobyard.overview.OverviewQueries;
import org.jobyard.overview.ServiceCounts;
import org.jobyard.security.AccessPath;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.workers.WorkerQueries;
import org.jobyard.workers.WorkerState;
import org.jobyard.workers.WorkerView;

/** What the core says of queues and workers, read once a scrape however many figures it has. */
@ApplicationScoped
class ServiceFigures {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Caller METRICS =
            new Caller(null, "metrics", Caller.DEFAULT_TENANT, Role.VIEWER, AccessPath.SYSTEM);

    private record Snapshot(
            Instant at,
            List<QueueView> queues,
            List<WorkerView> workers,
            Map<LetterKind, Long> letters,
            ServiceCounts counts) {}

    @Inject
    QueueQueries queues;

    @Inject
    WorkerQueries workers;

    @Inject
    LetterQueries letters;

    @Inject
    OverviewQueries overview;

    @Inject
    Clock clock;

    private Snapshot last;

    long jobs(ToLongFunction<QueueView> figure) {
        return snapshot().queues().stream()
                .filter(queue -> queue.type() != null)
                .mapToLong(figure)
                .sum();
    }

    /** Jobs that wait while nobody listens to the queue of their type. */
    long stranded() {
        return snapshot().queues().stream()
                .filter(queue -> queue.type() != null && (queue.consumers() == null || queue.consumers() == 0))
                .mapToLong(queue -> queue.waiting() + queue.enqueued())
                .sum();
    }

    long oldestWaitingSeconds() {
        Snapshot now = snapshot();
        Instant oldest = now.counts().oldestWaiting();
        return oldest == null ? 0 : Duration.between(oldest, now.at()).toSeconds();
    }

    long filesLeft() {
        return snapshot().counts().filesLeft();
    }

    long workers(WorkerState state) {
        return snapshot().workers().stream()
                .filter(worker -> worker.state() == state)
                .count();
    }

    long places() {
        return snapshot().workers().stream()
                .filter(worker -> worker.state() == WorkerState.LIVE)
                .mapToLong(WorkerView::capacity)
                .sum();
    }

    long letters(LetterKind kind) {
        return snapshot().letters().get(kind);
    }

    private synchronized Snapshot snapshot() {
        Instant now = clock.instant();
        if (last == null || last.at().plus(FRESH).isBefore(now)) {
            last = new Snapshot(now, queues.list(METRICS), workers.list(METRICS), letters.counts(), overview.counts());
        }
        return last;
    }
}
