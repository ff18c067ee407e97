package org.jobyard.sdk.worker;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.sdk.message.ErrorInfo;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Queues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of dispatches that cannot be read. Belongs to the control thread. */
final class MalformedDispatches {
    private static final Logger LOG = LoggerFactory.getLogger(MalformedDispatches.class);

    private final EndedExecutions ended;
    private final Events events;
    private final Runner runner;
    private final Control control;

    MalformedDispatches(EndedExecutions ended, Events events, Runner runner, Control control) {
        this.ended = ended;
        this.events = events;
        this.runner = runner;
        this.control = control;
    }

    /** With its ids its result is FAILED; without, it goes to the dead letters. It is acknowledged when that is safe. */
    void answer(Intake intake, Delivery delivery, com.rabbitmq.client.Delivery message, String reason) {
        LOG.warn("malformed dispatch in {}: {}", Queues.workQueue(intake.work().type()), reason);
        BasicProperties properties = message.getProperties();
        Optional<UUID> job = DispatchReader.id(properties, Headers.JOB);
        Optional<UUID> id = DispatchReader.id(properties, Headers.EXECUTION);
        Runnable done = () -> control.execute(() -> intake.acknowledge(delivery));
        if (job.isPresent() && id.isPresent()) {
            ended.add(id.get());
            events.result(
                    job.get(),
                    id.get(),
                    runner.unrun(Outcome.FAILED, new ErrorInfo("MALFORMED_DISPATCH", reason)),
                    done);
        } else {
            String queue = Queues.workQueue(intake.work().type());
            events.dead(properties, message.getBody(), queue, reason, done);
        }
    }
}
