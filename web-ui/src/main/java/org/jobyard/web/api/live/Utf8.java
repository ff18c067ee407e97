package org.jobyard.web.api.live;

/** Cuts bytes where a character ends. */
final class Utf8 {

    private static final int LONGEST = 4;

    private Utf8() {}

    /**
     * How many of the bytes can be shown now: all but the beginning of a character whose rest is still to come. Bytes that
     * are no UTF-8 at all are not held back.
     */
    static int wholeCharacters(byte[] bytes) {
        for (int back = 1; back <= Math.min(LONGEST, bytes.length); back++) {
            int b = bytes[bytes.length - back] & 0xFF;
            if (!isContinuation(b)) {
                return length(b) > back ? bytes.length - back : bytes.length;
            }
        }
        return bytes.length;
    }

    private static boolean isContinuation(int b) {
        return (b & 0xC0) == 0x80;
    }

    // Of the sequence that a byte begins; 1 for one that begins none.
    private static int length(int first) {
        if (first >= 0xC2 && first <= 0xDF) {
            return 2;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return 3;
        }
        return first >= 0xF0 && first <= 0xF4 ? 4 : 1;
    }
}
