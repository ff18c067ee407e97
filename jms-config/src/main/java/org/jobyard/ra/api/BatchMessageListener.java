package org.jobyard.ra.api;

import jakarta.jms.Message;
import java.util.List;

/**
 * Listener interface of message-driven beans that take several messages in one transaction.
 *
 * <p>A batch is what had arrived when the bean was free, up to the activation property {@code batchSize}; it is never
 * waited for to fill. The whole batch is one JTA transaction (if the bean's method has one): when it rolls back, or the
 * method throws, each message of the batch is delivered again on its own, so that one bad message costs the others
 * nothing but a repeat.
 */
public interface BatchMessageListener {
    /**
     * Handles a batch.
     *
     * @param messages at least one message, in the order of arrival; unmodifiable, not to be kept after the call
     */
    void onMessages(List<Message> messages);
}
