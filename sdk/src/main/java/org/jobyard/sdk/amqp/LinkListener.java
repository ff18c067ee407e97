package org.jobyard.sdk.amqp;

import com.rabbitmq.client.Connection;
import java.io.IOException;

/** Hears of the link's connections, one after the other, on the link's thread. */
public interface LinkListener {
    /**
     * A new connection is there: declare what is yours and use it.
     *
     * @throws IOException when it cannot be used after all; the link closes it and tries again
     */
    void connected(Connection connection) throws IOException;

    /** The connection is gone, and with it its channels, exclusive queues and unacknowledged deliveries. */
    void disconnected();
}
