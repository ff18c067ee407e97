package org.jobyard.platform;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** The place in a list after which the next page begins: the id of a page's last row, in a form that tells nothing. */
public final class Cursor {
    private static final int BYTES = 16;

    private Cursor() {}

    /** The place after a row. */
    public static String of(UUID last) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The row that a cursor stands for; null for the first page.
     *
     * @throws JobyardException INVALID when no list gave that cursor
     */
    public static UUID read(String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                return new UUID(buffer.getLong(), buffer.getLong());
            }
        } catch (IllegalArgumentException e) {
            throw invalid(e);
        }
        throw invalid(null);
    }

    private static JobyardException invalid(Throwable cause) {
        JobyardException refusal = new JobyardException(
                ErrorCode.INVALID,
                "The cursor is none that a list gave.",
                List.of(new FieldError("cursor", "must be the cursor of a page's answer")));
        refusal.initCause(cause);
        return refusal;
    }
}
