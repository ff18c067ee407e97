package org.jobyard.ra.message;

import java.time.Instant;

/**
 * What a producer says of all its messages.
 *
 * @param persistent whether the broker keeps the message on disk
 * @param priority 0 to 9; null: not set on the wire
 * @param timeToLiveMillis after which the broker drops the message; null: never
 * @param now the time that is written into the message
 */
public record SendOptions(boolean persistent, Integer priority, Long timeToLiveMillis, Instant now) {}
