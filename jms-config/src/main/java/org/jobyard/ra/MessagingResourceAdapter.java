package org.jobyard.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Clock;
import java.time.Duration;
import javax.transaction.xa.XAResource;
import org.jobyard.ra.inbound.ListenerSpec;
import org.jobyard.ra.store.Database;

/**
 * The resource adapter as the server sees it: properties and life cycle. It starts without broker and without database;
 * both are looked for when they are needed.
 */
@Connector(
        displayName = "Jobyard RabbitMQ adapter",
        vendorName = "Jobyard",
        eisType = "RabbitMQ",
        version = "1.0",
        transactionSupport = TransactionSupportLevel.XATransaction)
public class MessagingResourceAdapter implements ResourceAdapter {
    @ConfigProperty(defaultValue = "amqp://localhost:5672/")
    private String uri = "amqp://localhost:5672/";

    @ConfigProperty(defaultValue = "guest")
    private String user = "guest";

    @ConfigProperty(defaultValue = "guest", confidential = true)
    private String password = "guest";

    @ConfigProperty(defaultValue = "node1")
    private String nodeId = "node1";

    @ConfigProperty(defaultValue = "jdbc/jobyard")
    private String dataSource = "jdbc/jobyard";

    @ConfigProperty(defaultValue = "topology.json")
    private String topology = "topology.json";

    @ConfigProperty(defaultValue = "jobyard.dead")
    private String deadLetterQueue = "jobyard.dead";

    @ConfigProperty(defaultValue = "jobyard.unroutable")
    private String unroutableQueue = "jobyard.unroutable";

    @ConfigProperty(defaultValue = "10000")
    private Integer confirmTimeoutMillis = 10_000;

    @ConfigProperty(defaultValue = "600")
    private Integer leaseSeconds = 600;

    @ConfigProperty(defaultValue = "120")
    private Integer transactionTimeoutSeconds = 120;

    @ConfigProperty(defaultValue = "16777216")
    private Integer maxMessageBytes = 16 << 20;

    private transient volatile Messaging messaging;

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        try {
            Settings checked = settings().check();
            Messaging started = new Messaging(checked, context, new Database(checked.dataSource()), Clock.systemUTC());
            started.start();
            messaging = started;
        } catch (InvalidPropertyException | IllegalArgumentException e) {
            throw new ResourceAdapterInternalException(e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        Messaging running = messaging;
        if (running != null) {
            running.shutdown();
        }
    }

    /** The running messaging. */
    public Messaging messaging() {
        Messaging running = messaging;
        if (running == null) {
            throw new IllegalStateException("the resource adapter is not started");
        }
        return running;
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof ListenerSpec listener)) {
            throw new jakarta.resource.NotSupportedException("not an activation of this adapter: " + spec);
        }
        listener.validate();
        messaging().activate(factory, listener);
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        messaging().deactivate(factory);
    }

    /** Nothing: the adapter keeps no branches over a crash; see {@link org.jobyard.ra.xa.AdapterXAResource}. */
    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }

    private Settings settings() {
        return new Settings(
                uri,
                user,
                password,
                nodeId,
                dataSource,
                topology,
                deadLetterQueue,
                unroutableQueue,
                Duration.ofMillis(confirmTimeoutMillis),
                Duration.ofSeconds(leaseSeconds),
                Duration.ofSeconds(transactionTimeoutSeconds),
                maxMessageBytes);
    }

    /** Address of the broker: {@code amqp://host[:port][/vhost]}, or {@code amqps} with TLS. */
    public String getUri() {
        return uri;
    }

    /** Address of the broker: {@code amqp://host[:port][/vhost]}, or {@code amqps} with TLS. */
    public void setUri(String value) {
        uri = value;
    }

    /** User at the broker. */
    public String getUser() {
        return user;
    }

    /** User at the broker. */
    public void setUser(String value) {
        user = value;
    }

    /** Password at the broker. */
    public String getPassword() {
        return password;
    }

    /** Password at the broker. */
    public void setPassword(String value) {
        password = value;
    }

    /** Name of this node, unique among those that share the database. */
    public String getNodeId() {
        return nodeId;
    }

    /** Name of this node, unique among those that share the database. */
    public void setNodeId(String value) {
        nodeId = value;
    }

    /** JNDI name of the XA data source. */
    public String getDataSource() {
        return dataSource;
    }

    /** JNDI name of the XA data source. */
    public void setDataSource(String value) {
        dataSource = value;
    }

    /** Resource that lists exchanges, queues and bindings. */
    public String getTopology() {
        return topology;
    }

    /** Resource that lists exchanges, queues and bindings. */
    public void setTopology(String value) {
        topology = value;
    }

    /** Queue of messages that could not be handled. */
    public String getDeadLetterQueue() {
        return deadLetterQueue;
    }

    /** Queue of messages that could not be handled. */
    public void setDeadLetterQueue(String value) {
        deadLetterQueue = value;
    }

    /** Queue of messages that no queue took. */
    public String getUnroutableQueue() {
        return unroutableQueue;
    }

    /** Queue of messages that no queue took. */
    public void setUnroutableQueue(String value) {
        unroutableQueue = value;
    }

    /** How long a send outside a transaction waits, in milliseconds. */
    public Integer getConfirmTimeoutMillis() {
        return confirmTimeoutMillis;
    }

    /** How long a send outside a transaction waits, in milliseconds. */
    public void setConfirmTimeoutMillis(Integer value) {
        confirmTimeoutMillis = value;
    }

    /** How long a node counts as alive after its last sign, in seconds. */
    public Integer getLeaseSeconds() {
        return leaseSeconds;
    }

    /** How long a node counts as alive after its last sign, in seconds. */
    public void setLeaseSeconds(Integer value) {
        leaseSeconds = value;
    }

    /** The server's transaction timeout, in seconds. */
    public Integer getTransactionTimeoutSeconds() {
        return transactionTimeoutSeconds;
    }

    /** The server's transaction timeout, in seconds. */
    public void setTransactionTimeoutSeconds(Integer value) {
        transactionTimeoutSeconds = value;
    }

    /** Longest body in bytes. */
    public Integer getMaxMessageBytes() {
        return maxMessageBytes;
    }

    /** Longest body in bytes. */
    public void setMaxMessageBytes(Integer value) {
        maxMessageBytes = value;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
