/**
 * How client and worker hold on to a broker that may go away at any time: one guarded reconnect loop, and an outbox that
 * keeps what is to be sent, in order, until the broker has confirmed it.
 */
package org.jobyard.sdk.amqp;
