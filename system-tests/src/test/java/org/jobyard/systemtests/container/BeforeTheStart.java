package org.jobyard.systemtests.container;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jobyard.embedded.EmbeddedServices;

/** What is in the broker before the server starts for the first time, when the database has no tables yet. */
final class BeforeTheStart {
    /** A submission that has been waiting. */
    static final UUID WAITING_JOB = UUID.fromString("0199a000-0000-7000-8000-000000000001");

    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");

    private BeforeTheStart() {}

    static void prepare(EmbeddedServices services, String token) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(services.rabbit().host());
        factory.setPort(services.rabbit().port());
        factory.setUsername(services.rabbit().user());
        factory.setPassword(services.rabbit().password());
        try (Connection connection = factory.newConnection("before-the-start");
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("jobyard.test.failing", true, false, false, QUORUM);
            channel.queueDeclare("jobyard.submissions", true, false, false, QUORUM);
            channel.basicPublish(
                    "",
                    "jobyard.submissions",
                    new BasicProperties.Builder()
                            .messageId(WAITING_JOB.toString())
                            .deliveryMode(2)
                            .headers(Map.of("jobyard_token", token))
                            .build(),
                    "{\"v\":1,\"name\":\"early\",\"type\":\"early\",\"parameters\":{}}"
                            .getBytes(StandardCharsets.UTF_8));
        }
    }
}
