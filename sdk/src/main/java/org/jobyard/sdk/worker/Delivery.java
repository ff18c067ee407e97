package org.jobyard.sdk.worker;

import com.rabbitmq.client.Channel;

/**
 * A message that the broker waits to have acknowledged.
 *
 * @param channel where it came from; void when that channel is gone
 * @param consumer which consumer got it
 * @param tag its number on the channel
 * @param redelivered whether somebody may have had it before
 */
record Delivery(Channel channel, String consumer, long tag, boolean redelivered) {}
