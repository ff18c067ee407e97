package org.jobyard.ra;

import jakarta.jms.JMSException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.api.EndpointMetrics;
import org.jobyard.ra.api.MessagingControl;
import org.jobyard.ra.api.MessagingException;
import org.jobyard.ra.api.MessagingHealth;
import org.jobyard.ra.api.PublishMetrics;
import org.jobyard.ra.api.QueueStatus;
import org.jobyard.ra.api.RecoveryReport;
import org.jobyard.ra.broker.BrokerLink;
import org.jobyard.ra.broker.Link;
import org.jobyard.ra.broker.LinkListener;
import org.jobyard.ra.broker.Topology;
import org.jobyard.ra.inbound.Endpoint;
import org.jobyard.ra.inbound.ListenerSpec;
import org.jobyard.ra.message.OutboundMessage;
import org.jobyard.ra.publish.Confirm;
import org.jobyard.ra.publish.Publisher;
import org.jobyard.ra.store.Database;
import org.jobyard.ra.store.InDoubtBranches;
import org.jobyard.ra.store.IntentStore;
import org.jobyard.ra.store.Unsettled;
import org.jobyard.ra.xa.Branch;
import org.jobyard.ra.xa.BranchSynchronization;
import org.jobyard.ra.xa.Branches;

/** The running adapter: its parts put together, and what they need of each other. Thread-safe. */
public final class Messaging implements MessagingControl, LinkListener {
    private static final Logger LOG = Logger.getLogger(Messaging.class.getName());
    private static final Duration OLD = Duration.ofMinutes(1);
    /** How many times as long as a caller the publisher waits for a confirm before it gives the link up. */
    private static final int PATIENCE = 3;

    private final Settings settings;
    private final Clock clock;
    private final WorkManager work;
    private final TransactionSynchronizationRegistry transactions;
    private final Branches branches = new Branches();
    private final List<Endpoint> endpoints = new CopyOnWriteArrayList<>();
    private final Timer timer = new Timer();
    private final IntentStore intents;
    private final InDoubtBranches inDoubt;
    private final Recovery recovery;
    private final BrokerLink link;
    private final Publisher publisher;
    private volatile int links;
    private volatile boolean open;

    Messaging(Settings settings, BootstrapContext context, Database database, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.work = context.getWorkManager();
        this.transactions = context.getTransactionSynchronizationRegistry();
        this.intents = new IntentStore(database, settings.nodeId());
        this.inDoubt = new InDoubtBranches(database);
        this.link = new BrokerLink(settings, Topology.read(settings.topology()));
        Unsettled unsettled = new Unsettled(inDoubt, clock, timer::later);
        this.publisher = new Publisher(
                intents,
                link,
                unsettled,
                settings.unroutableQueue(),
                settings.confirmTimeout().multipliedBy(PATIENCE),
                clock);
        this.recovery = new Recovery(settings, database, intents, inDoubt, publisher);
    }

    void start() {
        link.addListener(this);
        link.addListener(publisher);
        publisher.start();
        link.start();
    }

    void shutdown() {
        close();
        recovery.end();
        link.close();
        publisher.close();
        timer.close();
    }

    void activate(MessageEndpointFactory factory, ListenerSpec spec) {
        Endpoint endpoint = new Endpoint(this, factory, spec);
        endpoints.add(endpoint);
        Link up = link.current();
        if (up != null) {
            endpoint.up(up);
        }
        if (open) {
            endpoint.open();
        }
    }

    void deactivate(MessageEndpointFactory factory) {
        endpoints.stream()
                .filter(endpoint -> endpoint.belongsTo(factory))
                .findFirst()
                .ifPresent(endpoint -> {
                    endpoints.remove(endpoint);
                    endpoint.close();
                });
    }

    @Override
    public RecoveryReport recoverAndOpen() {
        RecoveryReport report = recovery.recover();
        synchronized (this) {
            if (!open) {
                open = true;
                timer.always(recovery.pause(), recovery::look);
            }
        }
        endpoints.forEach(Endpoint::open);
        return report;
    }

    @Override
    public void close() {
        endpoints.forEach(Endpoint::close);
    }

    @Override
    public void up(Link up) {
        links = up.number();
        endpoints.forEach(endpoint -> endpoint.up(up));
    }

    @Override
    public void down() {
        endpoints.forEach(Endpoint::down);
    }

    /** Connections to the broker that this process has lost. */
    public int lostLinks() {
        return Math.max(0, links - 1);
    }

    /** Has the transaction of the calling thread watched for a branch of it. */
    public void watch(Branch branch) {
        BranchSynchronization.watch(branch, transactions, publisher);
    }

    /**
     * Records what a branch holds, in the transaction of the calling thread.
     *
     * @throws IllegalStateException when it cannot be recorded; the transaction can only be rolled back
     */
    public void record(Branch branch) {
        BranchSynchronization.record(branch, publisher);
    }

    /** Sends outside a transaction: returns when the broker has confirmed; at once if the message may be lost. */
    public void sendNow(OutboundMessage message) throws JMSException {
        if (message.bestEffort()) {
            publisher.publishIfPossible(message);
            return;
        }
        CompletableFuture<Void> answer = new CompletableFuture<>();
        publish(message, new Confirm() {
            @Override
            public void confirmed() {
                answer.complete(null);
            }

            @Override
            public void failed(Exception reason) {
                answer.completeExceptionally(reason);
            }
        });
        try {
            answer.get(settings.confirmTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted while waiting for the broker's confirm", e);
        } catch (ExecutionException e) {
            throw failed(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw failed("the broker has not confirmed the message in time; it may still arrive", e);
        }
    }

    private static JMSException failed(String message, Throwable cause) {
        JMSException failure = new JMSException(message);
        failure.initCause(cause);
        return failure;
    }

    /** Publishes outside a transaction; returns at once. */
    public void publish(OutboundMessage message, Confirm confirm) {
        publisher.publish(message, confirm);
    }

    /** Refuses a message that the broker would refuse. */
    public void checkSize(OutboundMessage message) throws JMSException {
        if (message.body().length > settings.maxMessageBytes()) {
            throw new JMSException(
                    "the message has " + message.body().length + " bytes, more than " + settings.maxMessageBytes());
        }
    }

    /** Whether the database and the broker can be reached now. */
    public boolean infrastructureAnswers() {
        if (link.current() == null) {
            return false;
        }
        try {
            intents.ping();
            return true;
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "The database does not answer: {0}", e.getMessage());
            return false;
        }
    }

    @Override
    public MessagingHealth health() {
        int doubts = -1;
        int old = -1;
        Instant oldest = null;
        try {
            doubts = inDoubt.olderThan(settings.transactionTimeout());
            IntentStore.Age age = intents.age(clock.instant().minus(OLD));
            old = age.count();
            oldest = age.oldest();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The database cannot be asked for the health of the messaging", e);
        }
        return new MessagingHealth(
                open,
                link.current() != null,
                link.isBlocked(),
                link.lastFailure(),
                doubts,
                publisher.pendingTransactions(),
                old,
                oldest);
    }

    @Override
    public boolean isBlocked() {
        return link.isBlocked();
    }

    @Override
    public List<EndpointMetrics> metrics() {
        return endpoints.stream().map(Endpoint::metrics).toList();
    }

    @Override
    public PublishMetrics publishMetrics() {
        return publisher.metrics();
    }

    @Override
    public Optional<QueueStatus> queue(String name) {
        try {
            return link.queue(name);
        } catch (IOException | RuntimeException e) {
            throw new MessagingException("the broker cannot be asked for queue " + name, e);
        }
    }

    /** The open branches. */
    public Branches branches() {
        return branches;
    }

    /** For threads that call into applications. */
    public WorkManager work() {
        return work;
    }

    /** For what is to happen later. */
    public Timer timer() {
        return timer;
    }

    /** The link to the broker. */
    public BrokerLink link() {
        return link;
    }

    /** Name of the user at the broker. */
    public String user() {
        return settings.user();
    }

    /** Queue of the dead letters. */
    public String deadLetterQueue() {
        return settings.deadLetterQueue();
    }

    /** The time now. */
    public Instant now() {
        return clock.instant();
    }
}
