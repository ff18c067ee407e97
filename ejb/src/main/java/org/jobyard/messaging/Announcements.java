package org.jobyard.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jobyard.platform.AfterCommit;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Queues;

/**
 * Tells this node and the others what a transaction changed, after its commit. Inside a node, a {@link Notification} is
 * fired as a CDI event for those who observe it; nobody may rely on hearing every one.
 */
@ApplicationScoped
public class Announcements {
    /** Which node sent a notification, so that it does not hear its own twice. */
    public static final String NODE = "jobyard_node";

    private final UUID node = UUID.randomUUID();

    @Inject
    Outbox outbox;

    @Inject
    AfterCommit afterCommit;

    @Inject
    Event<Notification> heard;

    /** Announces what a transaction changed. */
    public void announce(Notification.Builder changes) {
        if (changes.isEmpty()) {
            return;
        }
        Notification notification = changes.build();
        outbox.send(List.of(Outgoing.to(Queues.NOTIFICATION_EXCHANGE, "", Json.write(notification))
                .asBestEffort()
                .with(NODE, node)));
        afterCommit.run(() -> heard.fire(notification));
    }

    /** Passes on what another node announced. */
    void hear(Incoming message, Notification notification) {
        if (!node.toString().equals(message.header(NODE))) {
            heard.fire(notification);
        }
    }
}
