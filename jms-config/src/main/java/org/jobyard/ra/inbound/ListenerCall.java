package org.jobyard.ra.inbound;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.List;
import org.jobyard.ra.Messaging;
import org.jobyard.ra.api.BatchMessageListener;
import org.jobyard.ra.xa.AdapterXAResource;
import org.jobyard.ra.xa.Branch;
import org.jobyard.ra.xa.CrashPoint;
import org.jobyard.ra.xa.Outcome;

/** One instance of a message-driven bean and the XA resource through which its transactions include the deliveries. */
final class ListenerCall {
    private static final Method SINGLE = method(MessageListener.class, "onMessage", Message.class);
    private static final Method BATCH = method(BatchMessageListener.class, "onMessages", List.class);

    /**
     * How a call ended.
     *
     * @param handled the listener is through, and its transaction, if any, is not rolled back
     * @param transacted the deliveries belong to a transaction: whoever ends it acknowledges them
     * @param inDoubt it is not known how the transaction has ended: whoever finds out says so
     * @param cause why not handled, or in doubt; null when the listener only marked its transaction, or nothing was thrown
     */
    record Result(boolean handled, boolean transacted, boolean inDoubt, Throwable cause) {}

    private final Messaging messaging;
    private final AdapterXAResource xaResource;
    private final MessageEndpoint endpoint;

    /** Creates the endpoint; throws {@code UnavailableException} while the application is not ready. */
    ListenerCall(Messaging messaging, MessageEndpointFactory factory) throws ResourceException {
        this.messaging = messaging;
        this.xaResource = new AdapterXAResource(messaging.branches());
        this.endpoint = factory.createEndpoint(xaResource);
    }

    /** True when the listener takes batches. */
    boolean takesBatches() {
        return endpoint instanceof BatchMessageListener;
    }

    /** Delivers a batch (one message to a plain listener) in one transaction, if the listener has transactions. */
    Result deliver(List<Delivery> batch, Branch.Deliveries deliveries) {
        Branch branch = null;
        Throwable failure = null;
        try {
            endpoint.beforeDelivery(takesBatches() ? BATCH : SINGLE);
            try {
                branch = xaResource.current();
                if (branch != null) {
                    branch.attach(deliveries);
                    messaging.watch(branch);
                }
                CrashPoint.DELIVERY.reached();
                call(batch);
                if (branch != null && branch.lacksRecord()) {
                    messaging.record(branch);
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                endpoint.afterDelivery();
            }
        } catch (NoSuchMethodException | ResourceException | RuntimeException | Error e) {
            // beforeDelivery could not begin, or afterDelivery not commit.
            failure = failure == null ? e : failure;
        }
        if (branch == null) {
            return new Result(failure == null, false, false, failure);
        }
        Outcome outcome = branch.outcome();
        boolean ended = outcome == Outcome.COMMITTED || outcome == Outcome.UNKNOWN;
        return new Result(ended, true, outcome == Outcome.UNKNOWN, failure);
    }

    private void call(List<Delivery> batch) {
        batch.forEach(delivery -> delivery.message().rewind());
        if (endpoint instanceof BatchMessageListener listener) {
            listener.onMessages(batch.stream().<Message>map(Delivery::message).toList());
        } else {
            ((MessageListener) endpoint).onMessage(batch.get(0).message());
        }
    }

    /** Gives the endpoint back. */
    void release() {
        endpoint.release();
    }

    private static Method method(Class<?> type, String name, Class<?> parameter) {
        try {
            return type.getMethod(name, parameter);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
