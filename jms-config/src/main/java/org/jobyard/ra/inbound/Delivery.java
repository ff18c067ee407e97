package org.jobyard.ra.inbound;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.message.InboundMessage;

/** One unacknowledged message and what became of it so far. Its attempts are counted by one thread at a time. */
final class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class.getName());

    private final InboundMessage message;
    private final Message token;
    private final AtomicBoolean connected;
    private int attempts;
    private Instant firstFailure;
    private Instant lastFailure;
    private Throwable lastCause;

    /**
     * With the JMS client's message of the same delivery, which acknowledges it.
     *
     * @param connected false once the connection it came over is gone
     */
    Delivery(InboundMessage message, Message token, AtomicBoolean connected, int attempts) {
        this.message = message;
        this.token = token;
        this.connected = connected;
        this.attempts = attempts;
    }

    InboundMessage message() {
        return message;
    }

    /** False when the connection is gone: the broker delivers the message again. */
    boolean isValid() {
        return connected.get();
    }

    int attempts() {
        return attempts;
    }

    /** One more attempt has failed. */
    void failed(Throwable cause, Instant now) {
        attempts++;
        lastCause = cause;
        lastFailure = now;
        if (firstFailure == null) {
            firstFailure = now;
        }
    }

    Instant firstFailure() {
        return firstFailure;
    }

    Instant lastFailure() {
        return lastFailure;
    }

    Throwable lastCause() {
        return lastCause;
    }

    /** Acknowledges it to the broker; where that fails, the broker delivers it again. */
    void acknowledge() {
        if (!isValid()) {
            return;
        }
        try {
            token.acknowledge();
        } catch (JMSException | RuntimeException e) {
            LOG.log(Level.FINE, "A delivery could not be acknowledged; it comes again", e);
        }
    }
}
