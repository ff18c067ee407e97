package org.jobyard.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;

/** Turns the values of the core into those of the driver. */
final class SqlValues {
    private SqlValues() {}

    /** A collection becomes an array of the type of its first value that is not null; of texts when there is none. */
    static Object of(Connection connection, Object value) throws SQLException {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Collection<?> values) {
            return connection.createArrayOf(elementType(values), elements(values));
        }
        return value;
    }

    private static Object[] elements(Collection<?> values) {
        Object[] elements = values.stream().map(SqlValues::element).toArray();
        boolean bytes = Arrays.stream(elements).anyMatch(byte[].class::isInstance);
        return bytes ? Arrays.copyOf(elements, elements.length, byte[][].class) : elements;
    }

    private static Object element(Object value) {
        if (value instanceof Instant || value instanceof Enum<?>) {
            return value.toString();
        }
        return value;
    }

    private static String elementType(Collection<?> values) {
        for (Object value : values) {
            if (value instanceof UUID) {
                return "uuid";
            } else if (value instanceof Instant) {
                return "timestamptz";
            } else if (value instanceof Integer) {
                return "int4";
            } else if (value instanceof Long) {
                return "int8";
            } else if (value instanceof Boolean) {
                return "bool";
            } else if (value instanceof byte[]) {
                return "bytea";
            } else if (value != null) {
                return "text";
            }
        }
        return "text";
    }
}
