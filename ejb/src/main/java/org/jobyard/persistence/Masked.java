package org.jobyard.persistence;

import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells of values what kind and how long they are, and nothing else: they may be secret. */
final class Masked {
    private Masked() {}

    static String of(Object[] values) {
        return Arrays.stream(values).map(Masked::of).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String of(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof CharSequence text) {
            return "text of " + text.length();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        if (value instanceof Collection<?> values) {
            return values.size() + " values";
        }
        return value instanceof UUID ? "id" : value.getClass().getSimpleName();
    }
}
