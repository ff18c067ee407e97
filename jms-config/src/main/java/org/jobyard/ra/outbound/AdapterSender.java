package org.jobyard.ra.outbound;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import org.jobyard.ra.message.OutboundMessage;

/** The handle of a managed connection; the server may move it to another one meanwhile. */
final class AdapterSender implements Sender {
    private AdapterManagedConnection connection;

    AdapterSender(AdapterManagedConnection connection) {
        this.connection = connection;
    }

    @Override
    public void send(OutboundMessage message) throws JMSException {
        AdapterManagedConnection current;
        synchronized (this) {
            current = connection;
        }
        if (current == null) {
            throw new IllegalStateException("the context is closed");
        }
        current.send(message);
    }

    /** Ties the handle to another managed connection, or to none. */
    synchronized void tie(AdapterManagedConnection other) {
        connection = other;
    }

    @Override
    public void close() {
        AdapterManagedConnection current;
        synchronized (this) {
            current = connection;
            connection = null;
        }
        if (current != null) {
            current.closed(this);
        }
    }
}
