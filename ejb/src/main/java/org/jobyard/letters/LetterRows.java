package org.jobyard.letters;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.persistence.Row;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Makes what people see of rows, and says which rows they see. */
final class LetterRows {
    /** Most bytes of a body that are shown; more is to be downloaded. */
    static final int SHOWN_BYTES = 65_536;

    static final String SUMMARY_COLUMNS = "id, kind, tenant, job_id, reason, stack_digest, attempts, first_at, last_at,"
            + " exchange, routing_key, sent_back, put_back, octet_length(body) as body_bytes";

    static final String DETAIL_COLUMNS =
            SUMMARY_COLUMNS + ", correlation_id, headers, substring(body for " + SHOWN_BYTES + ") as body_start";

    /** Takes the values of {@link #eyes}. */
    static final String VISIBLE = "(tenant = ? or ? or (tenant is null and ?))";

    private LetterRows() {}

    /**
     * Operators see what is their tenant's; those of the default tenant, who run the service, also what is nobody's, and
     * its administrators all.
     */
    static Object[] eyes(Caller caller) {
        caller.require(Role.OPERATOR);
        boolean runs = caller.tenant().equals(Caller.DEFAULT_TENANT);
        return new Object[] {caller.tenant(), runs && caller.role() == Role.ADMIN, runs};
    }

    static LetterSummary summary(Row row) throws SQLException {
        String exchange = row.text("exchange");
        String key = row.text("routing_key");
        return new LetterSummary(
                row.uuid("id"),
                row.constant("kind", LetterKind.class),
                row.text("tenant"),
                row.uuid("job_id"),
                row.text("reason"),
                row.text("stack_digest"),
                row.integer("attempts"),
                row.instant("first_at"),
                row.instant("last_at"),
                exchange,
                key,
                row.integer("sent_back"),
                !row.flag("put_back") && !(exchange + key).isEmpty(),
                row.number("body_bytes"));
    }

    static LetterDetails details(Row row) throws SQLException {
        boolean cut = row.number("body_bytes") > SHOWN_BYTES;
        return new LetterDetails(
                summary(row),
                row.text("correlation_id"),
                JsonColumns.object(row.text("headers")),
                text(row.bytes("body_start"), cut),
                cut);
    }

    /** The text that the bytes are; null when they are none. A cut may go through a character. */
    private static String text(byte[] bytes, boolean cut) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult read = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, !cut);
        String found = text.flip().toString();
        return read.isError() || found.indexOf(0) >= 0 ? null : found;
    }
}
