package org.jobyard.ra;

import jakarta.jms.Message;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.Status;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.transaction.xa.XAResource;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.ra.api.BatchMessageListener;
import org.jobyard.ra.inbound.ListenerSpec;
import org.jobyard.ra.outbound.Sending;

/** The adapter with a container around it that does what the specification demands, and no more. */
final class AdapterFixture implements AutoCloseable {
    final TransactionFixture transactions;
    final Messaging messaging;

    AdapterFixture(String node) throws Exception {
        this(node, EmbeddedServices.shared().rabbit().uri().toString());
    }

    AdapterFixture(String node, String uri) throws Exception {
        this(node, uri, Duration.ofSeconds(10));
    }

    AdapterFixture(String node, String uri, Duration confirmTimeout) throws Exception {
        transactions = new TransactionFixture();
        var rabbit = EmbeddedServices.shared().rabbit();
        Settings settings = new Settings(
                uri,
                rabbit.user(),
                rabbit.password(),
                node,
                "none",
                "topology.json",
                "jobyard.dead",
                "jobyard.unroutable",
                confirmTimeout,
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                1 << 20);
        messaging = new Messaging(settings.check(), bootstrap(), transactions.database(), Clock.systemUTC());
        messaging.start();
    }

    private BootstrapContext bootstrap() {
        WorkManager work = proxy(WorkManager.class, (method, arguments) -> {
            Thread thread = new Thread((Work) arguments[0], "work");
            thread.setDaemon(true);
            thread.start();
            return null;
        });
        return proxy(
                BootstrapContext.class,
                (method, arguments) -> method.getName().equals("getWorkManager") ? work : transactions.registry());
    }

    /** Runs in a transaction; what throws rolls back. */
    void inTransaction(Step step) throws Exception {
        transactions.manager().begin();
        try {
            step.run();
        } catch (Exception e) {
            transactions.manager().rollback();
            throw e;
        }
        transactions.manager().commit();
    }

    /** Sends as an application does, in the current transaction if there is one. */
    void send(Consumer<Sending> sender) throws Exception {
        ManagedConnection connection = Sending.connection(messaging);
        if (transactions.manager().getStatus() == Status.STATUS_ACTIVE) {
            transactions.manager().getTransaction().enlistResource(connection.getXAResource());
        }
        Sending sending = Sending.over(connection);
        sender.accept(sending);
        sending.context().close();
    }

    /** Activates a batch listener whose method has a transaction. */
    MessageEndpointFactory listen(ListenerSpec spec, BatchMessageListener listener) {
        MessageEndpointFactory factory = proxy(MessageEndpointFactory.class, (method, arguments) -> {
            if (method.getName().equals("createEndpoint")) {
                return endpoint((XAResource) arguments[0], listener);
            }
            return null;
        });
        messaging.activate(factory, spec);
        return factory;
    }

    private MessageEndpoint endpoint(XAResource xaResource, BatchMessageListener listener) {
        return (MessageEndpoint) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MessageEndpoint.class, BatchMessageListener.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "beforeDelivery" -> {
                            transactions.manager().begin();
                            transactions.manager().getTransaction().enlistResource(xaResource);
                        }
                        case "onMessages" -> call(listener, arguments[0]);
                        case "afterDelivery" -> end();
                        default -> {
                            return null;
                        }
                    }
                    return null;
                });
    }

    @SuppressWarnings("unchecked")
    private void call(BatchMessageListener listener, Object messages) throws Exception {
        try {
            listener.onMessages((List<Message>) messages);
        } catch (RuntimeException e) {
            transactions.manager().setRollbackOnly();
            throw e;
        }
    }

    private void end() throws Exception {
        if (transactions.manager().getStatus() == Status.STATUS_MARKED_ROLLBACK) {
            transactions.manager().rollback();
        } else {
            transactions.manager().commit();
        }
    }

    @Override
    public void close() {
        messaging.shutdown();
    }

    /** Something to do in a transaction. */
    interface Step {
        void run() throws Exception;
    }

    private interface Handler {
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                AdapterFixture.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("equals")) {
                        return proxy == arguments[0];
                    }
                    if (method.getName().equals("hashCode")) {
                        return System.identityHashCode(proxy);
                    }
                    try {
                        return handler.call(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
