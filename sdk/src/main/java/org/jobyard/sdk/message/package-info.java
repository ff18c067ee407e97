/**
 * The versioned messages that travel between clients, server and workers: one JSON object a message, its identity in
 * AMQP properties and headers. {@code docs/worker-protocol.md} describes them for other languages.
 */
package org.jobyard.sdk.message;
