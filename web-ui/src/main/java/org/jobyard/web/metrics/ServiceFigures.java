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
            Instant at, List<QueueView> queues, List<WorkerView> workers, Map<LetterKind, Long> letters) {}

    @Inject
    QueueQueries queues;

    @Inject
    WorkerQueries workers;

    @Inject
    LetterQueries letters;

    @Inject
    Clock clock;

    private Snapshot last;

    long jobs(ToLongFunction<QueueView> figure) {
        return snapshot().queues().stream()
                .filter(queue -> queue.type() != null)
                .mapToLong(figure)
                .sum();
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
            last = new Snapshot(now, queues.list(METRICS), workers.list(METRICS), letters.counts());
        }
        return last;
    }
}
