package org.jobyard.sdk.worker;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobyard.sdk.amqp.Link;
import org.jobyard.sdk.amqp.Outbox;
import org.jobyard.sdk.amqp.OutgoingMessage;
import org.jobyard.sdk.message.HeldExecution;
import org.jobyard.sdk.message.WorkerHello;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: takes jobs of some types from the broker and has handlers do the work. It runs as long as it is not stopped,
 * whatever becomes of broker and server meanwhile.
 *
 * <pre>{@code
 * JobyardWorker worker = JobyardWorker.builder(broker)
 *         .name("resizer-1")
 *         .type("resize", run -> Completion.succeeded(resize(run.dispatch().parameters())), 4)
 *         .start();
 * }</pre>
 */
public final class JobyardWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobyardWorker.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Duration ENDING = Duration.ofSeconds(30);

    private final WorkerIdentity identity;
    private final WorkerHello template;
    private final Control control = new Control();
    private final Outbox outbox;
    private final Events events;
    private final Pools pools;
    private final Executions executions;
    private final List<Intake> intakes;
    private final Modes modes;
    private final Link link;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    JobyardWorker(WorkerBuilder settings) throws IOException {
        Clock clock = Clock.systemUTC();
        identity = new WorkerIdentity(settings.name, UUID.randomUUID());
        template = settings.hello();
        outbox = new Outbox(settings.spoolFolder);
        events = new Events(outbox, identity, clock);
        pools = new Pools(settings.works.values());
        executions = new Executions(events, outbox, new Runner(events, outbox, control, clock), pools, control);
        intakes = settings.works.values().stream()
                .map(work -> intake(work, settings.throttle()))
                .toList();
        modes = new Modes(intakes, executions, () -> outbox.add(hello()), this::leave);
        link = new Link(
                settings.broker,
                "worker " + identity.name(),
                new WorkerConnection(identity, intakes, executions, modes, outbox, this::hello, control));
        control.repeat(settings.heartbeat, () -> outbox.add(hello()));
        outbox.open();
        link.open();
    }

    /** Prepares a worker. */
    public static WorkerBuilder builder(org.jobyard.sdk.amqp.Broker broker) {
        return new WorkerBuilder(broker);
    }

    /** Its name. */
    public String name() {
        return identity.name();
    }

    /** Id of this start, as its events carry it. */
    public UUID instance() {
        return identity.instance();
    }

    /**
     * Stops in good order: takes nothing more, lets what runs finish, ends what takes too long (the server has it run
     * elsewhere), says goodbye and closes the connection. Returns when that is done. A call while another thread stops it
     * can only make that quicker; calls after the end do nothing.
     *
     * @param patience how long runs may take to finish
     */
    public void stop(Duration patience) {
        if (stopping.compareAndSet(false, true)) {
            LOG.info("stopping worker {}", identity.name());
            end(patience);
            return;
        }
        try {
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                control.execute(executions::stopAll);
                ended.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Duration patience) {
        try {
            control.call(() -> {
                        modes.stopping();
                        executions.returnOffers();
                    })
                    .join();
            if (!pools.finish(patience)) {
                executions.stopAll();
                if (!pools.finish(ENDING)) {
                    LOG.warn("handlers do not end although they were interrupted");
                }
            }
            // What the runs left for the control thread comes before the goodbye.
            control.call(() -> events.bye(hello(List.of()))).join();
            if (!outbox.awaitEmpty(LAST_WORDS)) {
                LOG.warn("the broker is away: the last events could not be sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            control.close();
            link.close();
            outbox.close();
            ended.countDown();
        }
    }

    /** Waits until the worker has ended: because it was stopped, or because the server told it to go. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** At the server's word; on a thread of its own, because the control thread is needed until the end. */
    private void leave() {
        new Thread(() -> stop(Duration.ZERO), "jobyard-leave").start();
    }

    /** Stops at once: ends what runs. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    private Intake intake(TypeOfWork work, StartThrottle throttle) {
        return switch (work.policy()) {
            case AFTER_ACCEPTED -> new SlotIntake(work, throttle, control, executions::received);
            case AT_ONCE -> new StreamIntake(work, control, executions::received);
        };
    }

    private OutgoingMessage hello() {
        return events.hello(hello(executions.held()));
    }

    private WorkerHello hello(List<HeldExecution> held) {
        return new WorkerHello(
                template.v(),
                template.types(),
                template.capacity(),
                template.software(),
                template.host(),
                template.leaseSeconds(),
                held,
                template.labels(),
                modes.mode(),
                template.pausable());
    }
}
