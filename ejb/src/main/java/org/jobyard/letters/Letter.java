package org.jobyard.letters;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jobyard.sdk.message.Queues;

/**
 * A dead letter as it came out of the broker. All its texts can be kept in the database.
 *
 * @param kind why it is one
 * @param reason what was said of it, for people
 * @param stackDigest equal for failures at the same place in the code; null when there was none
 * @param attempts how often it was tried
 * @param firstAt when it first failed
 * @param lastAt when it was given up
 * @param exchange exchange it came through; empty: the default exchange, with the queue's name as key
 * @param routingKey routing key it came with; empty together with the exchange when nobody knows
 * @param job the job it is about; null when it names none
 * @param execution the execution it is about; null when it names none
 * @param secret the token it carried; may be null
 * @param sentBack how often it was sent back before
 * @param correlationId correlation id; may be null
 * @param headers its other headers and properties, with their types
 * @param body its body
 * @param fingerprint digest of all that was delivered; of what was sent back, of which letter it was
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Letter(
        LetterKind kind,
        String reason,
        String stackDigest,
        int attempts,
        Instant firstAt,
        Instant lastAt,
        String exchange,
        String routingKey,
        UUID job,
        UUID execution,
        String secret,
        int sentBack,
        String correlationId,
        Map<String, Object> headers,
        byte[] body,
        byte[] fingerprint) {
    /** True for the dispatch of an execution: its job is dispatched anew, so it is never sent back. */
    boolean isDispatch() {
        return kind == LetterKind.UNROUTABLE
                && exchange.equals(Queues.WORK_EXCHANGE)
                && job != null
                && execution != null;
    }
}
