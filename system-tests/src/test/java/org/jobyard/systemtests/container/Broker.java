package org.jobyard.systemtests.container;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The broker as an outsider sees it: past the adapter and outside of any transaction. */
@ApplicationScoped
public class Broker {
    private Connection connection;
    private Channel channel;

    @PostConstruct
    void connect() {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(System.getProperty("jobyard.amqp.uri"));
            factory.setUsername(System.getProperty("jobyard.amqp.user"));
            factory.setPassword(System.getProperty("jobyard.amqp.password"));
            connection = factory.newConnection("in-container-test");
            channel = connection.createChannel();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @PreDestroy
    void disconnect() {
        connection.abort();
    }

    /** Makes a queue, empty. */
    public synchronized void declare(String queue) throws Exception {
        channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
        channel.queuePurge(queue);
    }

    /** Makes the queue of a type of work. */
    public synchronized void declareWork(String type) throws Exception {
        declare("jobyard.work." + type);
        channel.queueBind("jobyard.work." + type, "jobyard.work", type);
    }

    /** Takes all messages out of a queue. */
    public synchronized List<GetResponse> drain(String queue) throws Exception {
        List<GetResponse> all = new ArrayList<>();
        for (GetResponse next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
            all.add(next);
        }
        return all;
    }

    /** How many messages are ready in a queue. */
    public synchronized long ready(String queue) throws Exception {
        return channel.messageCount(queue);
    }

    /** Sends to a queue. */
    public synchronized void send(String queue, Map<String, Object> headers, String body) throws Exception {
        channel.basicPublish(
                "",
                queue,
                new BasicProperties.Builder().headers(headers).deliveryMode(2).build(),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
