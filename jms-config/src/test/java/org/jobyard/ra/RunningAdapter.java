package org.jobyard.ra;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.ra.api.AmqpDestination;
import org.jobyard.ra.api.AmqpProperties;
import org.jobyard.ra.api.QueueStatus;
import org.jobyard.ra.inbound.ListenerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * The whole adapter over the real broker, the real database, and a real transaction manager, beside what an outsider sees of
 * both. Base of the tests of each theme.
 */
abstract class RunningAdapter {
    static final String EVENTS = "jobyard.events";
    static final String SUBMISSIONS = "jobyard.submissions";

    private static boolean prepared;

    AdapterFixture adapter;
    Channel channel;
    private Connection amqp;

    @BeforeAll
    static void prepare() throws Exception {
        if (prepared) {
            return;
        }
        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                Statement statement = db.createStatement()) {
            statement.execute("drop table if exists message_intent, message_node, thing");
            statement.execute(Files.readString(Path.of("../sql/V2__transactional_messages.sql")));
            statement.execute("create table thing (id text primary key)");
        }
        declareTheTopologyForGood();
        prepared = true;
    }

    private static void declareTheTopologyForGood() throws Exception {
        AdapterFixture first = new AdapterFixture("node0");
        await().until(() -> first.messaging.health().connected());
        first.close();
        writeDownTheQueues();
    }

    /**
     * A RabbitMQ 3.10 node that is killed within seconds of a quorum queue's declaration can forget the queue's members:
     * the queue is still listed, and every operation on it is answered with 541. An orderly stop writes them down.
     */
    static void writeDownTheQueues() {
        EmbeddedServices.shared().rabbit().restart();
    }

    /** The adapter of each test, started. */
    AdapterFixture adapter() throws Exception {
        return new AdapterFixture("node1");
    }

    @BeforeEach
    void start() throws Exception {
        EmbeddedServices.shared().rabbit().start();
        EmbeddedServices.shared().postgres().start();
        adapter = adapter();
        await().until(() -> adapter.messaging.health().connected());
        openProbe();
        for (String queue : List.of(EVENTS, SUBMISSIONS, "jobyard.dead", "jobyard.unroutable", "jobyard.work.script")) {
            channel.queuePurge(queue);
        }
    }

    final void openProbe() throws Exception {
        PrivateRabbit rabbit = EmbeddedServices.shared().rabbit();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(rabbit.host());
        factory.setPort(rabbit.port());
        factory.setUsername(rabbit.user());
        factory.setPassword(rabbit.password());
        factory.setAutomaticRecoveryEnabled(false);
        amqp = factory.newConnection();
        channel = amqp.createChannel();
    }

    @AfterEach
    void stop() throws Exception {
        adapter.close();
        amqp.abort();
        try (java.sql.Connection db =
                        EmbeddedServices.shared().postgres().start().connect();
                Statement statement = db.createStatement()) {
            statement.execute("truncate thing, message_intent");
        }
    }

    void handle(Message message) {
        try {
            String id = message.getStringProperty(AmqpProperties.MESSAGE_ID);
            insert(id);
            adapter.send(s -> s.context()
                    .createProducer()
                    .setJMSCorrelationID(id)
                    .send(AmqpDestination.queue(EVENTS), "handled " + id));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static ListenerSpec spec(String queue, int batch, String delays) {
        ListenerSpec spec = new ListenerSpec();
        spec.setDestination(queue);
        spec.setBatchSize(batch);
        spec.setRedeliveryDelays(delays);
        return spec;
    }

    void insert(String id) throws Exception {
        try (java.sql.Connection db = adapter.transactions.connection();
                var statement = db.prepareStatement("insert into thing values (?) on conflict do nothing")) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }

    void publish(String queue, String id, Map<String, Object> headers) throws Exception {
        channel.basicPublish(
                "",
                queue,
                new BasicProperties.Builder()
                        .messageId(id)
                        .headers(headers)
                        .deliveryMode(2)
                        .build(),
                id.getBytes(StandardCharsets.UTF_8));
    }

    GetResponse take(String queue) {
        List<GetResponse> got = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            GetResponse next = channel.basicGet(queue, true);
            return next != null && got.add(next);
        });
        return got.get(0);
    }

    static String text(GetResponse response) {
        return new String(response.getBody(), StandardCharsets.UTF_8);
    }

    long depth(String queue) {
        return adapter.messaging.queue(queue).orElseThrow().ready();
    }

    int consumers(String queue) {
        return adapter.messaging.queue(queue).map(QueueStatus::consumers).orElse(0);
    }

    static void awaitNothingLeft() {
        await().atMost(Duration.ofSeconds(20)).until(() -> intents() == 0);
    }

    static int intents() throws Exception {
        return count("message_intent");
    }

    static int things() throws Exception {
        return count("thing");
    }

    static int count(String table) throws Exception {
        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
