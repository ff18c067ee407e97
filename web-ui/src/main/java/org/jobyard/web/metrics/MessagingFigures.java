package org.jobyard.web.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jobyard.dispatch.MessagingCounts;
import org.jobyard.dispatch.MessagingQueries;
import org.jobyard.sdk.message.Queues;

/** Figures of the messaging: its transactions, what is published, and each listener. Read once a scrape. */
@ApplicationScoped
class MessagingFigures {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final List<String> ENDPOINTS = List.of(
            Queues.SUBMISSIONS, Queues.EVENTS, Queues.DEAD_LETTERS, Queues.UNROUTABLE, Queues.NOTIFICATION_EXCHANGE);

    private record Snapshot(Instant at, MessagingCounts counts) {}

    private record Figure(String name, String description, ToDoubleFunction<MessagingCounts> value) {}

    private record OfEndpoint(String name, String description, ToDoubleFunction<MessagingCounts.Endpoint> value) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure("jobyard_broker_connected", "1: the connection to the broker is up", c -> c.connected() ? 1 : 0),
            new Figure("jobyard_broker_blocked", "1: the broker takes no messages", c -> c.blocked() ? 1 : 0),
            new Figure(
                    "jobyard_branches_in_doubt",
                    "Prepared database branches older than the transaction timeout; -1: unknown",
                    MessagingCounts::inDoubt),
            new Figure(
                    "jobyard_intents_old",
                    "Committed transactions whose messages have not left for a minute; -1: unknown",
                    MessagingCounts::oldIntents),
            new Figure(
                    "jobyard_transactions_pending",
                    "Committed transactions of this node whose messages are not confirmed",
                    MessagingCounts::pending));

    private static final List<OfEndpoint> OF_ENDPOINTS = List.of(
            new OfEndpoint("delivered", "Messages whose transaction committed", MessagingCounts.Endpoint::delivered),
            new OfEndpoint("redelivered", "Deliveries repeated after a failure", MessagingCounts.Endpoint::redelivered),
            new OfEndpoint("dead", "Messages given up as dead letters", MessagingCounts.Endpoint::dead),
            new OfEndpoint("batches", "Calls of the listener", MessagingCounts.Endpoint::batches),
            new OfEndpoint("batch_messages", "Messages in those calls", MessagingCounts.Endpoint::batchMessages),
            new OfEndpoint(
                    "listener_seconds",
                    "Time in those calls, commits included",
                    MessagingCounts.Endpoint::listenerSeconds),
            new OfEndpoint(
                    "in_flight", "Messages in a listener, or waiting for confirms", MessagingCounts.Endpoint::inFlight),
            new OfEndpoint(
                    "waiting", "Messages that failed and wait to be tried again", MessagingCounts.Endpoint::waiting));

    @Inject
    MessagingQueries messaging;

    @Inject
    Clock clock;

    private Snapshot last;

    /** Registers all; a listener that is not there (yet) stands at 0. */
    void register(MetricRegistry registry) {
        FIGURES.forEach(figure -> registry.gauge(
                metadata(figure.name(), figure.description()),
                () -> figure.value().applyAsDouble(counts())));
        published(registry, "confirmed", MessagingCounts::confirmed);
        published(registry, "unroutable", MessagingCounts::unroutable);
        published(registry, "dropped", MessagingCounts::dropped);
        published(registry, "republished", MessagingCounts::republished);
        for (String endpoint : ENDPOINTS) {
            for (OfEndpoint figure : OF_ENDPOINTS) {
                registry.gauge(
                        metadata("jobyard_endpoint_" + figure.name(), figure.description()),
                        () -> of(endpoint, figure),
                        new Tag("endpoint", endpoint));
            }
        }
    }

    private void published(MetricRegistry registry, String outcome, ToDoubleFunction<MessagingCounts> value) {
        registry.gauge(
                metadata("jobyard_published", "Messages this node published, by what became of them"),
                () -> value.applyAsDouble(counts()),
                new Tag("outcome", outcome));
    }

    private double of(String endpoint, OfEndpoint figure) {
        return counts().endpoints().stream()
                .filter(counts -> counts.name().equals(endpoint))
                .mapToDouble(figure.value())
                .sum();
    }

    private static Metadata metadata(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }

    private synchronized MessagingCounts counts() {
        Instant now = clock.instant();
        if (last == null || last.at().plus(FRESH).isBefore(now)) {
            last = new Snapshot(now, messaging.counts());
        }
        return last.counts();
    }
}
