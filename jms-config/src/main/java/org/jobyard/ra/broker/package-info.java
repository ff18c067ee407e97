/** The connection to RabbitMQ: kept up by one loop, with the topology declared after each connect. */
package org.jobyard.ra.broker;
