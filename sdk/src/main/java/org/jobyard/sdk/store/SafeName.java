package org.jobyard.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Names of files as they may appear in the store, in a record and in an address. Scripts choose them, so they are
 * hostile until checked.
 */
public final class SafeName {
    private static final int LONGEST_PART = 255;
    private static final int LONGEST = 1000;

    private SafeName() {}

    /**
     * Accepts a relative path of plain parts.
     *
     * @throws IllegalArgumentException with the reason, when it is anything else
     */
    public static void check(String name) {
        if (utf8Length(name) > LONGEST) {
            throw new IllegalArgumentException("the name is longer than " + LONGEST + " bytes");
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException("a name is relative, without empty parts, . or ..: " + name);
            }
            if (utf8Length(part) > LONGEST_PART) {
                throw new IllegalArgumentException("a part of the name is longer than " + LONGEST_PART + " bytes");
            }
            if (part.codePoints().anyMatch(SafeName::isUnsafe)) {
                throw new IllegalArgumentException("the name has control characters or a backslash");
            }
        }
    }

    /**
     * A safe name for a file that was found: what is unsafe in it is written as {@code %XX}, so that the file is kept
     * under a name that can be told.
     *
     * @param parts the names of the folders that lead to it and its own, as found on the disk
     * @throws IllegalArgumentException when even so it is no safe name (too long)
     */
    public static String of(List<String> parts) {
        String name = String.join("/", parts.stream().map(SafeName::escape).toList());
        check(name);
        return name;
    }

    private static String escape(String part) {
        var escaped = new StringBuilder();
        part.codePoints().forEach(c -> {
            if (isUnsafe(c)) {
                escaped.append(String.format("%%%02X", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static boolean isUnsafe(int c) {
        // Format characters can turn the reading direction and so disguise a name.
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == '\\';
        };
    }

    private static int utf8Length(String text) {
        return text.getBytes(UTF_8).length;
    }
}
