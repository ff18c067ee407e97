package org.jobyard.ra.api;

import jakarta.jms.Message;
import java.util.List;

/**
 * Listener interface of message-driven beans that take several messages in one transaction.
 *
 * <p>A batch is what has arrived, up to the activation property {@code batchSize}. While a batch is worked on, and for as
 * long again, what arrives is gathered, at most {@code longestPause} milliseconds from one batch to the next (50; 0:
 * never); a full batch goes to the next free bean at once. So a busy machine has larger batches, and what comes alone
 * does not wait. The whole batch is one JTA transaction (if the bean's method has one): when it rolls back, or the
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
