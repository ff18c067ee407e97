package org.jobyard.web.view.queues;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.jobyard.dispatch.MessagingQueries;
import org.jobyard.dispatch.MessagingView;
import org.jobyard.dispatch.QueueQueries;
import org.jobyard.dispatch.QueueView;
import org.jobyard.web.security.CurrentCaller;

/** The queues, and the waiting line before those of work. */
@Named
@RequestScoped
public class QueuesPage {

    @Inject
    QueueQueries queries;

    @Inject
    CurrentCaller caller;

    @Inject
    MessagingQueries messagingQueries;

    private List<QueueView> queues;
    private MessagingView messaging;

    public List<QueueView> getQueues() {
        if (queues == null) {
            queues = queries.list(caller.get());
        }
        return queues;
    }

    /** What operators see of the transactions behind the queues. */
    public MessagingView getMessaging() {
        if (messaging == null) {
            messaging = messagingQueries.look(caller.get());
        }
        return messaging;
    }

    /** A word for the queue's health, as the key of its text. */
    public String health(QueueView queue) {
        if (queue.consumers() == null) {
            return brokerAnswers() ? "never" : "unknown";
        }
        if (queue.consumers() == 0) {
            return queue.waiting() + queue.enqueued() > 0 ? "stuck" : "nobody";
        }
        return queue.waiting() + queue.enqueued() + queue.running() > 0 ? "busy" : "idle";
    }

    private boolean brokerAnswers() {
        return getQueues().stream().anyMatch(queue -> queue.consumers() != null);
    }
}
