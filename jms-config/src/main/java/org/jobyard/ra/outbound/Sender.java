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

    @Override
    void close();
}
