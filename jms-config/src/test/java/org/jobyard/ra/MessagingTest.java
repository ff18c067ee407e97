package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
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
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.ra.api.AmqpDestination;
import org.jobyard.ra.api.AmqpProperties;
import org.jobyard.ra.api.MessagingHealth;
import org.jobyard.ra.api.QueueStatus;
import org.jobyard.ra.inbound.ListenerSpec;
import org.jobyard.ra.message.IntentCodec;
import org.jobyard.ra.message.OutboundMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole adapter over the real broker, the real database, and a real transaction manager. */
class MessagingTest {
    private static final String EVENTS = "jobyard.events";
    private static final String SUBMISSIONS = "jobyard.submissions";

    private AdapterFixture adapter;
    private Connection amqp;
    private Channel channel;

    @BeforeAll
    static void tables() throws Exception {
        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                Statement statement = db.createStatement()) {
            statement.execute("drop table if exists message_intent, message_node, thing");
            statement.execute(Files.readString(Path.of("../sql/V2__transactional_messages.sql")));
            statement.execute("create table thing (id text primary key)");
        }
        declareTheTopologyForGood();
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
    private static void writeDownTheQueues() {
        EmbeddedServices.shared().rabbit().restart();
    }

    @BeforeEach
    void start() throws Exception {
        EmbeddedServices.shared().rabbit().start();
        EmbeddedServices.shared().postgres().start();
        adapter = new AdapterFixture("node1");
        await().until(() -> adapter.messaging.health().connected());
        openProbe();
        for (String queue : List.of(EVENTS, SUBMISSIONS, "jobyard.dead", "jobyard.unroutable", "jobyard.work.script")) {
            channel.queuePurge(queue);
        }
    }

    private void openProbe() throws Exception {
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

    @Test
    void publishesAfterTheCommitWhatAnyClientCanRead() throws Exception {
        adapter.inTransaction(() -> {
            insert("a");
            adapter.send(s -> s.context()
                    .createProducer()
                    .setProperty("jobyard_job", "a")
                    .setProperty(AmqpProperties.CONTENT_TYPE, "application/json")
                    .setJMSReplyTo(AmqpDestination.queue("answers"))
                    .send(AmqpDestination.of("jobyard.work", "script"), "{}"));
            assertThat(channel.basicGet("jobyard.work.script", true)).isNull();
        });

        GetResponse received = take("jobyard.work.script");
        assertThat(received.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
        assertThat(received.getProps().getHeaders().get("jobyard_job")).hasToString("a");
        assertThat(received.getProps().getContentType()).isEqualTo("application/json");
        assertThat(received.getProps().getReplyTo()).isEqualTo("answers");
        assertThat(received.getProps().getDeliveryMode()).isEqualTo(2);
        awaitNothingLeft();
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void sendsNothingWhenRolledBack() throws Exception {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> adapter.inTransaction(() -> {
                    insert("b");
                    adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "b"));
                    throw new IllegalArgumentException("asked");
                }));
        adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "marker"));

        assertThat(take(EVENTS).getBody()).asString(StandardCharsets.UTF_8).isEqualTo("marker");
        assertThat(things()).isZero();
        awaitNothingLeft();
    }

    @Test
    void refusesWhatIsTooLargeAtOnce() {
        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() -> adapter.send(
                        s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), new byte[2 << 20])))
                .withMessageContaining("more than 1048576");
    }

    @Test
    void keepsWhatNoQueueTakesAndDropsWhatIsBestEffort() throws Exception {
        adapter.inTransaction(() -> adapter.send(s -> {
            s.context().createProducer().send(AmqpDestination.of("jobyard.work", "nobody"), "kept");
            s.context().createProducer().send(AmqpDestination.of("no-such-exchange", "x"), "kept, too");
            s.context()
                    .createProducer()
                    .send(AmqpDestination.queue("no-such-queue").asBestEffort(), "dropped");
        }));

        List<String> kept = List.of(text(take("jobyard.unroutable")), text(take("jobyard.unroutable")));
        assertThat(kept).containsExactlyInAnyOrder("kept", "kept, too");
        awaitNothingLeft();
        assertThat(adapter.messaging.publishMetrics().dropped()).isEqualTo(1);
        assertThat(adapter.messaging.publishMetrics().unroutable()).isEqualTo(2);
    }

    @Test
    void deliversBatchesInOneTransactionWithWhatTheyWriteAndSend() throws Exception {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            publish(SUBMISSIONS, "s" + i, Map.of());
        }
        adapter.listen(spec(SUBMISSIONS, 10, "50"), messages -> {
            sizes.add(messages.size());
            messages.forEach(message -> handle(message));
        });
        adapter.messaging.recoverAndOpen();

        await().until(() -> things() == 20);
        awaitNothingLeft();
        await().until(() -> depth(EVENTS) == 20);
        assertThat(sizes).allMatch(size -> size <= 10).anyMatch(size -> size > 1);
        await().until(() -> adapter.messaging.metrics().get(0).delivered() == 20);
        assertThat(depth(SUBMISSIONS)).isZero();
    }

    @Test
    void deliversNothingBeforeTheGateIsOpened() throws Exception {
        publish(SUBMISSIONS, "early", Map.of());
        List<Message> seen = new CopyOnWriteArrayList<>();
        adapter.listen(spec(SUBMISSIONS, 10, "50"), seen::addAll);

        assertThat(adapter.messaging.health().open()).isFalse();
        assertThat(adapter.messaging.queue(SUBMISSIONS)).contains(new QueueStatus(SUBMISSIONS, 1, 0));
        adapter.messaging.recoverAndOpen();

        await().until(() -> seen.size() == 1);
    }

    @Test
    void aPoisonMessageCostsItsBatchARepeatAndBecomesADeadLetter() throws Exception {
        publish(SUBMISSIONS, "good1", Map.of());
        publish(SUBMISSIONS, "poison", Map.of("poison", true));
        publish(SUBMISSIONS, "good2", Map.of());
        adapter.listen(
                spec(SUBMISSIONS, 10, "50,50"),
                messages -> messages.forEach(message -> {
                    if (has(message, "poison")) {
                        throw new IllegalArgumentException("cannot read this");
                    }
                    handle(message);
                }));
        adapter.messaging.recoverAndOpen();

        GetResponse dead = take("jobyard.dead");
        assertThat(dead.getProps().getMessageId()).isEqualTo("poison");
        assertThat(dead.getProps().getHeaders().get("dead_attempts")).isEqualTo(3);
        assertThat(dead.getProps().getHeaders().get("dead_reason")).asString().contains("cannot read this");
        assertThat(dead.getProps().getHeaders().get("dead_queue")).hasToString(SUBMISSIONS);
        assertThat(dead.getProps().getHeaders()).containsKeys("dead_stack_digest", "dead_first_failure");
        await().until(() -> things() == 2);
        awaitNothingLeft();
        assertThat(depth(SUBMISSIONS)).isZero();
    }

    @Test
    void aMessageWhoseHeadersHaveNoValueStopsNothing() throws Exception {
        Map<String, Object> headers = new java.util.HashMap<>();
        headers.put("nothing", null);
        headers.put("JMSType", "TextMessage");
        publish(SUBMISSIONS, "odd", headers);
        publish(SUBMISSIONS, "even", Map.of());
        adapter.listen(spec(SUBMISSIONS, 1, "50"), messages -> messages.forEach(this::handle));
        adapter.messaging.recoverAndOpen();

        await().until(() -> things() == 2);
    }

    @Test
    void theBrokersDeathDuringDeliveryLosesAndDoublesNothingInTheDatabase() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            publish(SUBMISSIONS, "k" + i, Map.of());
        }
        adapter.listen(spec(SUBMISSIONS, 5, "100,100"), messages -> {
            if (calls.incrementAndGet() == 3) {
                EmbeddedServices.shared().rabbit().kill();
            }
            messages.forEach(this::handle);
        });
        adapter.messaging.recoverAndOpen();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !adapter.messaging.health().connected());
        EmbeddedServices.shared().rabbit().start();
        await().atMost(Duration.ofSeconds(60)).until(() -> things() == 50);
        awaitNothingLeft();
        openProbe();
        await().until(() -> depth(SUBMISSIONS) == 0);
        assertThat(depth("jobyard.dead")).isZero();
        assertThat(depth(EVENTS)).isGreaterThanOrEqualTo(50);
    }

    @Test
    void whileTheBrokerIsAwayTransactionsCommitAndTheirMessagesFollow() throws Exception {
        EmbeddedServices.shared().rabbit().kill();
        await().until(() -> !adapter.messaging.health().connected());

        adapter.inTransaction(() -> {
            insert("away");
            adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "later"));
        });
        assertThat(things()).isEqualTo(1);
        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() ->
                        adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "now")))
                .withMessageContaining("no connection to the broker");

        EmbeddedServices.shared().rabbit().start();
        openProbe();
        assertThat(text(take(EVENTS))).isEqualTo("later");
        awaitNothingLeft();
    }

    @Test
    void theDatabasesDeathHoldsTheDeliveryAndUsesUpNoAttempt() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        adapter.listen(spec(SUBMISSIONS, 1, ""), messages -> {
            if (calls.incrementAndGet() == 1) {
                EmbeddedServices.shared().postgres().kill();
            }
            messages.forEach(this::handle);
        });
        adapter.messaging.recoverAndOpen();
        publish(SUBMISSIONS, "held", Map.of());

        await().until(() -> adapter.messaging.metrics().get(0).held());
        EmbeddedServices.shared().postgres().start();

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> things() == 1);
        assertThat(depth("jobyard.dead")).isZero();
        await().until(() -> !adapter.messaging.metrics().get(0).held());
    }

    @Test
    void aQueueThatIsDeletedUnderItsSubscriptionComesBack() throws Exception {
        adapter.listen(spec(SUBMISSIONS, 1, "50"), messages -> messages.forEach(this::handle));
        adapter.messaging.recoverAndOpen();
        await().until(() -> consumers(SUBMISSIONS) == 1);

        channel.queueDelete(SUBMISSIONS);

        await().atMost(Duration.ofSeconds(20)).until(() -> consumers(SUBMISSIONS) == 1);
        publish(SUBMISSIONS, "again", Map.of());
        await().until(() -> things() == 1);
        writeDownTheQueues();
    }

    @Test
    void everyNodeHearsAFanout() throws Exception {
        List<Message> first = new CopyOnWriteArrayList<>();
        List<Message> second = new CopyOnWriteArrayList<>();
        ListenerSpec fanout = new ListenerSpec();
        fanout.setExchange("jobyard.notifications");
        adapter.listen(fanout, first::addAll);
        adapter.messaging.recoverAndOpen();
        try (AdapterFixture other = new AdapterFixture("node2")) {
            other.listen(fanout, second::addAll);
            await().until(() -> other.messaging.health().connected());
            other.messaging.recoverAndOpen();
            await().untilAsserted(() -> {
                adapter.send(s -> s.context()
                        .createProducer()
                        .send(AmqpDestination.of("jobyard.notifications", "").asBestEffort(), "news"));
                assertThat(first).isNotEmpty();
                assertThat(second).isNotEmpty();
            });
        }
    }

    @Test
    void publishesWhatThisNodeAndNodesWithoutALeaseHaveLeft() throws Exception {
        leave("node1", "mine");
        leave("gone", "orphan");
        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                Statement statement = db.createStatement()) {
            statement.execute("insert into message_node values ('alive', gen_random_uuid(), now() + interval '1 h')"
                    + " on conflict do nothing");
        }
        leave("alive", "not mine");

        assertThat(adapter.messaging.recoverAndOpen().transactionsReplayed()).isEqualTo(2);

        assertThat(List.of(text(take(EVENTS)), text(take(EVENTS)))).containsExactlyInAnyOrder("mine", "orphan");
        await().until(() -> intents() == 1);
        assertThat(channel.basicGet(EVENTS, true)).isNull();
    }

    @Test
    void rollsBackItsOwnBranchesInDoubtAndNobodyElses() throws Exception {
        String own = "4871251_AgAAANilNQFub2RlMSxzZXJ2ZXIsUDEwMA==_bm9kZTEsc2VydmVyLFAxMDAsAQ==";
        String others = own.replace("_bm9kZTEs", "_bm9kZTIs");
        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                Statement statement = db.createStatement()) {
            db.setAutoCommit(false);
            for (String gid : List.of(own, others)) {
                statement.execute("insert into thing values ('" + gid + "')");
                statement.execute("prepare transaction '" + gid + "'");
            }
        }

        assertThat(adapter.messaging.recoverAndOpen().branchesRolledBack()).isEqualTo(1);

        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                Statement statement = db.createStatement();
                ResultSet rows = statement.executeQuery("select gid from pg_prepared_xacts")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(others);
            assertThat(rows.next()).isFalse();
        } finally {
            try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                    Statement statement = db.createStatement()) {
                statement.execute("rollback prepared '" + others + "'");
            }
        }
    }

    @Test
    void worksWhenTheBrokerComesUpLater() throws Exception {
        EmbeddedServices.shared().rabbit().kill();
        try (AdapterFixture early = new AdapterFixture("node3")) {
            early.messaging.recoverAndOpen();
            MessagingHealth before = early.messaging.health();
            assertThat(before.open()).isTrue();
            assertThat(before.connected()).isFalse();
            EmbeddedServices.shared().rabbit().start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> early.messaging.health().connected());
        }
    }

    private void handle(Message message) {
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

    private static boolean has(Message message, String property) {
        try {
            return message.propertyExists(property);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ListenerSpec spec(String queue, int batch, String delays) {
        ListenerSpec spec = new ListenerSpec();
        spec.setDestination(queue);
        spec.setBatchSize(batch);
        spec.setRedeliveryDelays(delays);
        return spec;
    }

    private void insert(String id) throws Exception {
        try (java.sql.Connection db = adapter.transactions.connection();
                var statement = db.prepareStatement("insert into thing values (?) on conflict do nothing")) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }

    private static void leave(String node, String text) throws Exception {
        BasicProperties properties =
                new BasicProperties.Builder().messageId(text).deliveryMode(2).build();
        OutboundMessage message =
                new OutboundMessage("", EVENTS, false, properties, text.getBytes(StandardCharsets.UTF_8));
        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                var statement = db.prepareStatement("insert into message_intent values (?, ?, now(), ?)")) {
            statement.setObject(1, UUID.randomUUID());
            statement.setString(2, node);
            statement.setBytes(3, IntentCodec.encode(List.of(message)));
            statement.executeUpdate();
        }
    }

    private void publish(String queue, String id, Map<String, Object> headers) throws Exception {
        channel.basicPublish(
                "",
                queue,
                new BasicProperties.Builder()
                        .messageId(id)
                        .headers(headers)
                        .deliveryMode(2)
                        .build(),
                new byte[0]);
    }

    private GetResponse take(String queue) {
        List<GetResponse> got = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            GetResponse next = channel.basicGet(queue, true);
            return next != null && got.add(next);
        });
        return got.get(0);
    }

    private static String text(GetResponse response) {
        return new String(response.getBody(), StandardCharsets.UTF_8);
    }

    private long depth(String queue) {
        return adapter.messaging.queue(queue).orElseThrow().ready();
    }

    private int consumers(String queue) {
        return adapter.messaging.queue(queue).map(QueueStatus::consumers).orElse(0);
    }

    private static void awaitNothingLeft() {
        await().atMost(Duration.ofSeconds(20)).until(() -> intents() == 0);
    }

    private static int intents() throws Exception {
        return count("message_intent");
    }

    private static int things() throws Exception {
        return count("thing");
    }

    private static int count(String table) throws Exception {
        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
