package org.jobyard.bench;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What RabbitMQ alone reaches: persistent messages through a quorum queue, confirmed, consumed and acknowledged. */
final class RabbitFloor {
    private static final String QUEUE = "jobyard.bench.floor";
    private static final int IN_FLIGHT = 100;
    private static final int SIZE = 1024;
    private static final int LIMIT_MILLIS = 60_000;

    private final Target target;

    RabbitFloor(Target target) {
        this.target = target;
    }

    /** Messages a second. */
    double measure(int messages) throws Exception {
        try (Connection connection = target.broker().newConnection("bench floor");
                Channel publisher = connection.createChannel();
                Channel consumer = connection.createChannel()) {
            publisher.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", "quorum"));
            try {
                publisher.queuePurge(QUEUE);
                publisher.confirmSelect();
                CountDownLatch left = new CountDownLatch(messages);
                consumer.basicQos(IN_FLIGHT);
                consumer.basicConsume(QUEUE, false, new Acknowledging(consumer, left));
                byte[] body = new byte[SIZE];
                long began = System.nanoTime();
                for (int i = 1; i <= messages; i++) {
                    publisher.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, body);
                    if (i % IN_FLIGHT == 0) {
                        publisher.waitForConfirmsOrDie(LIMIT_MILLIS);
                    }
                }
                publisher.waitForConfirmsOrDie(LIMIT_MILLIS);
                if (!left.await(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(left.getCount() + " messages of the floor did not arrive");
                }
                return messages / ((System.nanoTime() - began) / 1e9);
            } finally {
                publisher.queueDelete(QUEUE);
            }
        }
    }

    private static final class Acknowledging extends DefaultConsumer {
        private final CountDownLatch left;

        Acknowledging(Channel channel, CountDownLatch left) {
            super(channel);
            this.left = left;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                throws IOException {
            getChannel().basicAck(envelope.getDeliveryTag(), false);
            left.countDown();
        }
    }
}
