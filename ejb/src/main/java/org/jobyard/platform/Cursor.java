package org.jobyard.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
            throw refused(e);
        }
        throw refused(null);
    }

    /** The cursor of a list that is in the order of a text. */
    public static String ofText(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The text that a cursor stands for.
     *
     * @throws JobyardException INVALID when no list gave that cursor
     */
    public static String readText(String cursor) {
        try {
            String last = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (last.indexOf('\0') < 0) {
                return last;
            }
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
        throw refused(null);
    }

    /** The refusal of a cursor that no list gave; the cause may be null. */
    public static JobyardException refused(Throwable cause) {
        JobyardException refusal = new JobyardException(
                ErrorCode.INVALID,
                "The cursor is none that a list gave.",
                List.of(new FieldError("cursor", "must be the cursor of a page's answer")));
        refusal.initCause(cause);
        return refusal;
    }
}
