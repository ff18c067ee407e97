package org.jobyard.ra.broker;

import com.rabbitmq.client.Connection;

/**
 * One established link: two connections, because a broker under pressure blocks those that publish, and deliveries must
 * go on then.
 *
 * @param publishing for publishing, confirms and questions
 * @param deliveries the AMQP connection under {@code consuming}: queues of one connection's own are declared on it
 * @param consuming for the listeners, of the RabbitMQ JMS client
 * @param tap what came with each delivery, of which the JMS client shows only a part
 * @param number counts the links since the start, from 1
 */
public record Link(
        Connection publishing, Connection deliveries, jakarta.jms.Connection consuming, DeliveryTap tap, int number) {}
