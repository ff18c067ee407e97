/**
 * The load generator: submits no-op jobs to a running Jobyard, and measures rates, latencies and cost beside what
 * PostgreSQL alone and RabbitMQ alone reach on the same machine in the same run.
 */
package org.jobyard.bench;
