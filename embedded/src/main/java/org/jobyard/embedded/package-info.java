/** Starts a private PostgreSQL and a private RabbitMQ node on loopback, for the launcher and for tests. */
package org.jobyard.embedded;
