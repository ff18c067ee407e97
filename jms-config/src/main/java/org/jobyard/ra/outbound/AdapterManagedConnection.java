package org.jobyard.ra.outbound;

import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jobyard.ra.Messaging;
import org.jobyard.ra.message.OutboundMessage;
import org.jobyard.ra.xa.AdapterXAResource;
import org.jobyard.ra.xa.Branch;

/** The managed side of senders: the XA resource that the server enlists. */
final class AdapterManagedConnection implements ManagedConnection {
    private final Messaging messaging;
    private final AdapterXAResource xaResource;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private final List<AdapterSender> handles = new ArrayList<>();
    private PrintWriter logWriter;

    AdapterManagedConnection(Messaging messaging) {
        this.messaging = messaging;
        this.xaResource = new AdapterXAResource(messaging.branches());
    }

    void send(OutboundMessage message) throws JMSException {
        messaging.checkSize(message);
        Branch branch = xaResource.current();
        if (branch == null) {
            messaging.sendNow(message);
            return;
        }
        try {
            branch.hold(message);
            messaging.watch(branch);
        } catch (IllegalStateException e) {
            JMSException refused = new jakarta.jms.IllegalStateException(e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    @Override
    public synchronized Object getConnection(Subject subject, ConnectionRequestInfo info) {
        AdapterSender handle = new AdapterSender(this);
        handles.add(handle);
        return handle;
    }

    @Override
    public synchronized void associateConnection(Object connection) throws ResourceException {
        if (!(connection instanceof AdapterSender handle)) {
            throw new ResourceException("not a handle of this adapter: " + connection);
        }
        handle.tie(this);
        handles.add(handle);
    }

    /** Records what was sent while the thread is in the component that sent it, then gives the handle back. */
    void closed(AdapterSender handle) {
        try {
            Branch branch = xaResource.current();
            if (branch != null && branch.hasUnrecorded()) {
                messaging.record(branch);
            }
        } finally {
            giveBack(handle);
        }
    }

    private void giveBack(AdapterSender handle) {
        synchronized (this) {
            handles.remove(handle);
        }
        ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
        event.setConnectionHandle(handle);
        listeners.forEach(listener -> listener.connectionClosed(event));
    }

    @Override
    public synchronized void cleanup() {
        handles.forEach(handle -> handle.tie(null));
        handles.clear();
    }

    @Override
    public void destroy() {
        cleanup();
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public XAResource getXAResource() {
        return xaResource;
    }

    @Override
    public LocalTransaction getLocalTransaction() throws ResourceException {
        throw new jakarta.resource.NotSupportedException("the adapter takes part in XA transactions only");
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return new ManagedConnectionMetaData() {
            @Override
            public String getEISProductName() {
                return "RabbitMQ";
            }

            @Override
            public String getEISProductVersion() {
                return "AMQP 0-9-1";
            }

            @Override
            public int getMaxConnections() {
                return 0;
            }

            @Override
            public String getUserName() {
                return messaging.user();
            }
        };
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        logWriter = out;
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }
}
