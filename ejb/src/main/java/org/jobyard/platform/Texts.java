package org.jobyard.platform;

/** What PostgreSQL can keep: any text but the character NUL and halves of surrogate pairs. */
public final class Texts {
    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** True when the text can be kept. Null can. */
    public static boolean storable(String text) {
        return text == null || text.equals(storableForm(text));
    }

    /** The text with a replacement character for what cannot be kept; null stays null. */
    public static String storableForm(String text) {
        if (text == null) {
            return null;
        }
        StringBuilder form = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point == 0 || isHalf(point) ? REPLACEMENT : point)
                .forEach(form::appendCodePoint);
        return form.toString();
    }

    /** The text cut to a length in characters, never inside a pair; null stays null. */
    public static String shortened(String text, int length) {
        if (text == null || text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
