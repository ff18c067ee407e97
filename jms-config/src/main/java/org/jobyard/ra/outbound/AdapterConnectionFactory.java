package org.jobyard.ra.outbound;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.io.Serializable;
import javax.naming.Reference;
import org.jobyard.ra.api.MessagingControl;

/**
 * The connection factory that applications find at JNDI. It offers the simplified API of Jakarta Messaging: contexts and
 * producers. Received is by message-driven beans, so contexts have no consumers; the classic API, which has no use beside
 * it, is refused.
 */
final class AdapterConnectionFactory
        implements ConnectionFactory, MessagingControl.Source, Referenceable, Serializable {
    private static final long serialVersionUID = 1L;

    private final AdapterManagedConnectionFactory factory;
    private final transient ConnectionManager manager;
    private Reference reference;

    AdapterConnectionFactory(AdapterManagedConnectionFactory factory, ConnectionManager manager) {
        this.factory = factory;
        this.manager = manager;
    }

    @Override
    public JMSContext createContext() {
        try {
            Sender sender = (Sender) manager.allocateConnection(factory, null);
            return new AdapterContext(sender);
        } catch (ResourceException e) {
            throw new JMSRuntimeException("no connection from the pool", e.getErrorCode(), e);
        }
    }

    /** As {@link #createContext()}: the container decides on transactions and acknowledgement. */
    @Override
    public JMSContext createContext(int sessionMode) {
        return createContext();
    }

    /** As {@link #createContext()}: user and password are settings of the adapter. */
    @Override
    public JMSContext createContext(String user, String password) {
        return createContext();
    }

    /** As {@link #createContext()}. */
    @Override
    public JMSContext createContext(String user, String password, int sessionMode) {
        return createContext();
    }

    @Override
    public Connection createConnection() throws JMSException {
        throw new JMSException("this factory offers createContext() only");
    }

    @Override
    public Connection createConnection(String user, String password) throws JMSException {
        return createConnection();
    }

    @Override
    public MessagingControl control() {
        return ((org.jobyard.ra.MessagingResourceAdapter) factory.getResourceAdapter()).messaging();
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    @Override
    public Reference getReference() {
        return reference;
    }
}
