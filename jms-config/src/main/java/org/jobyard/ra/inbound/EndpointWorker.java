package org.jobyard.ra.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.Messaging;
import org.jobyard.ra.xa.Branch;

/** One thread that feeds one instance of the bean, batch after batch. */
final class EndpointWorker implements Work {
    private static final Logger LOG = Logger.getLogger(EndpointWorker.class.getName());
    private static final long NOT_READY_MILLIS = 500;

    private final Messaging messaging;
    private final MessageEndpointFactory factory;
    private final ListenerSpec spec;
    private final DeliveryBuffer buffer;
    private final Redelivery redelivery;
    private final Counts counts;
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private ListenerCall call;

    EndpointWorker(
            Messaging messaging,
            MessageEndpointFactory factory,
            ListenerSpec spec,
            DeliveryBuffer buffer,
            Redelivery redelivery,
            Counts counts) {
        this.messaging = messaging;
        this.factory = factory;
        this.spec = spec;
        this.buffer = buffer;
        this.redelivery = redelivery;
        this.counts = counts;
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more && released.getCount() > 0) {
                more = round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop();
            ended.countDown();
        }
    }

    private boolean round() throws InterruptedException {
        if (call == null && !create()) {
            released.await(NOT_READY_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        }
        List<Delivery> batch = buffer.take(call.takesBatches() ? spec.getBatchSize() : 1);
        if (batch.isEmpty()) {
            return false;
        }
        List<Delivery> valid = batch.stream().filter(Delivery::isValid).toList();
        if (!valid.isEmpty()) {
            deliver(valid);
        }
        return true;
    }

    private boolean create() {
        try {
            call = new ListenerCall(messaging, factory);
            return true;
        } catch (UnavailableException e) {
            LOG.log(Level.FINE, "The application is not ready", e);
        } catch (ResourceException | RuntimeException e) {
            LOG.log(Level.WARNING, "No message-driven bean for " + spec.label(), e);
        }
        return false;
    }

    private void deliver(List<Delivery> batch) {
        long begun = System.nanoTime();
        counts.batches.increment();
        counts.batchMessages.add(batch.size());
        counts.inFlight.addAndGet(batch.size());
        InFlight deliveries = new InFlight(batch);
        ListenerCall.Result result;
        try {
            result = call.deliver(batch, deliveries);
        } finally {
            long took = System.nanoTime() - begun;
            counts.listenerNanos.add(took);
            buffer.worked(took);
        }
        if (!result.handled()) {
            drop();
            deliveries.failed(result.cause());
        } else if (result.inDoubt()) {
            drop();
            deliveries.doubt(result.cause());
        } else if (!result.transacted()) {
            deliveries.acknowledge();
        }
    }

    /** After a failure the container may have discarded the bean behind the endpoint: take a new one. */
    private void drop() {
        if (call != null) {
            call.release();
            call = null;
        }
    }

    /** Called by the server when it shuts down. */
    @Override
    public void release() {
        released.countDown();
        buffer.close();
    }

    void awaitEnd(Duration most) {
        released.countDown();
        try {
            if (!ended.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "A listener of {0} is still busy", spec.label());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A batch in a listener, or waiting for the confirms of its transaction. It ends once. */
    private final class InFlight implements Branch.Deliveries {
        private final List<Delivery> batch;
        private final AtomicBoolean over = new AtomicBoolean();
        /** Why its transaction is in doubt; null: not known, or not yet. */
        private volatile Throwable cause;
        /** Whether database or broker were away when its transaction came to be in doubt. */
        private volatile boolean away;

        InFlight(List<Delivery> batch) {
            this.batch = batch;
        }

        @Override
        public void acknowledge() {
            if (end()) {
                batch.forEach(Delivery::acknowledge);
                counts.delivered.add(batch.size());
            }
        }

        /** To be asked at once: when it is known how the transaction has ended, both answer again. */
        void doubt(Throwable reason) {
            cause = reason;
            away = !messaging.infrastructureAnswers();
        }

        @Override
        public void rolledBack() {
            if (!away) {
                failed(cause);
            } else if (end()) {
                redelivery.infrastructureFailed(batch);
            }
        }

        void failed(Throwable reason) {
            if (end()) {
                redelivery.failed(batch, reason);
            }
        }

        private boolean end() {
            boolean first = over.compareAndSet(false, true);
            if (first) {
                counts.inFlight.addAndGet(-batch.size());
            }
            return first;
        }
    }
}
