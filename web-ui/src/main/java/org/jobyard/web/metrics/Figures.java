package org.jobyard.web.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jobyard.dispatch.JobWatch;
import org.jobyard.dispatch.QueueView;
import org.jobyard.letters.LetterKind;
import org.jobyard.persistence.Statements;
import org.jobyard.web.api.live.LiveFeeds;
import org.jobyard.workers.WorkerState;

/** Registers the figures of {@code /metrics}; each is computed when somebody asks. */
@ApplicationScoped
public class Figures {

    @Inject
    MetricRegistry registry;

    @Inject
    ServiceFigures service;

    @Inject
    MessagingFigures messaging;

    @Inject
    Statements statements;

    @Inject
    LiveFeeds feeds;

    @Inject
    JobWatch watch;

    void register(@Observes @Initialized(ApplicationScoped.class) Object start) {
        String jobs = "Jobs that have not ended, by where they stand";
        gauge("jobyard_jobs", jobs, () -> service.jobs(QueueView::waiting), new Tag("state", "waiting"));
        gauge("jobyard_jobs", jobs, () -> service.jobs(QueueView::enqueued), new Tag("state", "enqueued"));
        gauge("jobyard_jobs", jobs, () -> service.jobs(QueueView::running), new Tag("state", "running"));
        gauge("jobyard_jobs_stranded", "Jobs that wait, and nobody listens to their queue", service::stranded);
        gauge("jobyard_oldest_waiting_seconds", "How long the oldest waiting job waits", service::oldestWaitingSeconds);
        gauge("jobyard_files_left", "Deleted jobs whose files are not deleted yet", service::filesLeft);
        String workers = "Workers by state";
        gauge("jobyard_workers", workers, () -> service.workers(WorkerState.LIVE), new Tag("state", "live"));
        gauge("jobyard_workers", workers, () -> service.workers(WorkerState.LOST), new Tag("state", "lost"));
        gauge("jobyard_worker_places", "Jobs that the live workers can run at once", service::places);
        String letters = "Dead letters that wait for an operator";
        gauge("jobyard_dead_letters", letters, () -> service.letters(LetterKind.FAILED), new Tag("kind", "failed"));
        gauge(
                "jobyard_dead_letters",
                letters,
                () -> service.letters(LetterKind.UNROUTABLE),
                new Tag("kind", "unroutable"));
        messaging.register(registry);
        statements.eachUseCase(this::register);
        watch.add(new JobFigures(registry));
        gauge("jobyard_followers", "Clients that follow a job on this node", feeds::count);
    }

    private void register(String useCase) {
        Tag tag = new Tag("use_case", useCase);
        gauge(
                "jobyard_db_statements",
                "Statements",
                () -> statements.of(useCase).statements(),
                tag);
        gauge(
                "jobyard_db_milliseconds",
                "Time in statements",
                () -> Math.round(statements.of(useCase).seconds() * 1000),
                tag);
        gauge(
                "jobyard_db_commits",
                "Transactions committed",
                () -> statements.of(useCase).commits(),
                tag);
        gauge(
                "jobyard_db_rollbacks",
                "Transactions rolled back",
                () -> statements.of(useCase).rollbacks(),
                tag);
    }

    private void gauge(String name, String description, LongSupplier value, Tag... tags) {
        Metadata metadata =
                Metadata.builder().withName(name).withDescription(description).build();
        registry.gauge(metadata, value::getAsLong, tags);
    }
}
