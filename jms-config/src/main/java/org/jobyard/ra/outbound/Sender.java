package org.jobyard.ra.outbound;

import jakarta.jms.JMSException;
import org.jobyard.ra.message.OutboundMessage;

/** The connection handle: sends in the transaction of the calling thread, or at once when there is none. */
public interface Sender extends AutoCloseable {
    /**
     * Sends a message.
     *
     * @throws JMSException when it is too large, the transaction has ended, or (outside a transaction) the broker does not
     *     confirm it in time
     */
    void send(OutboundMessage message) throws JMSException;

    /**
     * Ends the sending. What was sent in a transaction is recorded in it now.
     *
     * @throws IllegalStateException when that failed; the transaction can only be rolled back
     */
    @Override
    void close();
}
