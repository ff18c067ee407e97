package org.jobyard.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateRabbitTest {
    private static final String QUEUE = "kept";

    @TempDir
    static Path folder;

    private static PrivateRabbit rabbit;

    @BeforeAll
    static void start() throws Exception {
        Watchdog.over(folder);
        rabbit = PrivateRabbit.in(folder.resolve("rabbit")).start();
        try (Connection connection = factory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", "quorum"));
        }
        // RabbitMQ 3.10 writes the name of a new quorum queue to the disk only some half a second after the declaration
        // was confirmed; a node that is killed before that comes back with the queue but without its log.
        rabbit.restart();
    }

    @AfterAll
    static void stop() {
        rabbit.stop();
    }

    @Test
    void hasOurUserAndNoGuest() throws Exception {
        ConnectionFactory guest = factory();
        guest.setUsername("guest");
        guest.setPassword("guest");
        assertThatThrownBy(guest::newConnection).isInstanceOf(AuthenticationFailureException.class);
        try (Connection connection = factory().newConnection()) {
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void losesNothingThatWasConfirmedWhenItIsKilled() throws Exception {
        publish("a");
        int port = rabbit.port();

        rabbit.kill();
        assertThat(rabbit.isRunning()).isFalse();
        rabbit.start();

        assertThat(rabbit.port()).isEqualTo(port);
        assertThat(take()).isEqualTo("a");
    }

    @Test
    void keepsItsDataOverARestart() throws Exception {
        publish("b");
        rabbit.restart();
        assertThat(take()).isEqualTo("b");
    }

    @Test
    void takesTheFolderOverFromALauncherThatWasKilled() throws Exception {
        publish("c");
        long left = rabbit.pid();

        // To a new object, the running node is what a killed JVM has left.
        rabbit = PrivateRabbit.in(folder.resolve("rabbit")).port(rabbit.port()).start();

        assertThat(ProcessMark.of(left)).isEmpty();
        assertThat(take()).isEqualTo("c");
    }

    @Test
    void leavesNoProcessBehind() {
        long node = rabbit.pid();
        long mapper = ProcessMark.read(folder.resolve("rabbit/epmd.process"))
                .orElseThrow()
                .pid();
        rabbit.stop();
        try {
            assertThat(ProcessMark.of(node)).isEmpty();
            assertThat(ProcessMark.of(mapper)).isEmpty();
        } finally {
            rabbit.start();
        }
    }

    @Test
    void saysThatItsPortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PrivateRabbit second = PrivateRabbit.in(folder.resolve("second")).port(taken.getLocalPort());
            assertThatThrownBy(second::start)
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("RabbitMQ cannot start: port " + taken.getLocalPort() + " is in use.");
        }
    }

    private static ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(rabbit.host());
        factory.setPort(rabbit.port());
        factory.setUsername(rabbit.user());
        factory.setPassword(rabbit.password());
        return factory;
    }

    private static void publish(String text) throws Exception {
        try (Connection connection = factory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, text.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private static String take() throws Exception {
        try (Connection connection = factory().newConnection();
                Channel channel = connection.createChannel()) {
            // A quorum queue elects its leader after the node is up.
            GetResponse got = Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> channel.basicGet(QUEUE, true), response -> response != null);
            return new String(got.getBody(), StandardCharsets.UTF_8);
        }
    }
}
