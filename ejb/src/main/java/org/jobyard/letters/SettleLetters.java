package org.jobyard.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.messaging.Outbox;
import org.jobyard.messaging.Outgoing;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.message.Headers;
import org.jobyard.security.Caller;
import org.jobyard.security.Tokens;

/**
 * What an operator does with a dead letter. The row goes in the transaction in which the message goes, so a letter is always
 * at one of the two places; who is second finds nothing.
 */
@Stateless
public class SettleLetters {
    private static final Logger LOG = Logger.getLogger(SettleLetters.class.getName());
    /** Long enough for a backlog before the listener; the token is good for nothing but what its user may do anyway. */
    private static final Duration TOKEN_FOR = Duration.ofDays(1);

    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    private record Taken(LetterSummary letter, UUID token, String correlationId, ObjectNode headers, byte[] body) {
        static Taken read(Row row) throws SQLException {
            return new Taken(
                    LetterRows.summary(row),
                    row.uuid("token_id"),
                    row.text("correlation_id"),
                    JsonColumns.object(row.text("headers")),
                    row.bytes("body"));
        }
    }

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    @Inject
    Tokens tokens;

    /**
     * Sends a letter back to where it came from, as it was. One that carried a token gets a new one of the same user.
     *
     * @throws JobyardException NOT_FOUND, FORBIDDEN; CONFLICT when nobody knows where it came from, when its job is
     *     dispatched anew anyway, or when the token with which it came is not valid any more
     */
    public void sendBack(Caller caller, UUID id) {
        Taken taken = take(caller, id);
        if (!taken.letter().returnable()) {
            throw new JobyardException(
                    ErrorCode.CONFLICT,
                    taken.letter().routingKey().isEmpty()
                            ? "Nobody knows where this message came from."
                            : "It gave a job to a worker; the job is back in its line and is dispatched anew.");
        }
        outbox.send(List.of(message(taken)));
        LOG.log(Level.INFO, "{0} sent the dead letter {1} back", new Object[] {caller.name(), id});
    }

    /**
     * Deletes a letter for good.
     *
     * @throws JobyardException NOT_FOUND, FORBIDDEN
     */
    public void discard(Caller caller, UUID id) {
        take(caller, id);
        LOG.log(Level.INFO, "{0} discarded the dead letter {1}", new Object[] {caller.name(), id});
    }

    private Taken take(Caller caller, UUID id) {
        Object[] eyes = LetterRows.eyes(caller);
        return database.first(
                        "delete from dead_letter where " + LetterRows.VISIBLE + " and id = ? returning "
                                + LetterRows.SUMMARY_COLUMNS + ", token_id, correlation_id, headers, body",
                        Taken::read,
                        eyes[0],
                        eyes[1],
                        eyes[2],
                        id)
                .orElseThrow(() ->
                        new JobyardException(ErrorCode.NOT_FOUND, "There is no dead letter " + id + " any more."));
    }

    private Outgoing message(Taken taken) {
        LetterSummary letter = taken.letter();
        Outgoing message = Outgoing.to(letter.exchange(), letter.routingKey(), taken.body())
                .answering(taken.correlationId());
        for (Map.Entry<String, JsonNode> header : taken.headers().properties()) {
            message = message.with(header.getKey(), value(header.getValue()));
        }
        return message.with(Marks.SENT_BACK, letter.sentBack() + 1)
                .with(Marks.SENT_AS, letter.id().toString())
                .with(
                        Headers.TOKEN,
                        Optional.ofNullable(taken.token()).map(this::fresh).orElse(null));
    }

    private static Object value(JsonNode header) {
        if (header.isBoolean()) {
            return header.booleanValue();
        }
        if (header.isIntegralNumber()) {
            return header.canConvertToInt() ? (Object) header.intValue() : (Object) header.longValue();
        }
        return header.isNumber() ? (Object) header.doubleValue() : header.asText();
    }

    private String fresh(UUID token) {
        return tokens.renew(token, TOKEN_FOR)
                .orElseThrow(() -> new JobyardException(
                        ErrorCode.CONFLICT,
                        "The token with which it was sent is not valid any more: its sender must send it again."));
    }
}
