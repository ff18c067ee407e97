/**
 * The resource adapter for RabbitMQ: its settings, its life cycle, and the control it gives to applications. It knows
 * nothing of what the messages mean.
 */
package org.jobyard.ra;
