package org.jobyard.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The condition of a list.
 *
 * @param sql with placeholders only
 * @param values for the placeholders
 */
record Condition(String sql, List<Object> values) {
    private static final Pattern TYPE = Pattern.compile("[a-zA-Z][\\w.-]{0,99}");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    static Condition of(String tenant, JobFilter filter, UUID after) {
        List<String> parts = new ArrayList<>(List.of("tenant = ?"));
        List<Object> values = new ArrayList<>(List.of(tenant));
        if (filter.states() != null && !filter.states().isEmpty()) {
            // A list of constants, so that the partial indexes of the active and the failed jobs serve.
            List<String> names = filter.states().stream()
                    .map(state -> "'" + state.name() + "'")
                    .toList();
            parts.add("state in (" + String.join(", ", names) + ")");
        }
        add("name ilike ?", filter.name() == null ? null : "%" + escaped(filter.name()) + "%", parts, values);
        if (filter.type() != null) {
            parts.add(type(filter.type()));
        }
        add("owner = ?", filter.owner(), parts, values);
        add("destination = ?", filter.destination(), parts, values);
        if (filter.from() != null) {
            parts.add("registered_at >= " + constant(filter.from()));
        }
        if (filter.to() != null) {
            parts.add("registered_at < " + constant(filter.to()));
        }
        add("id < ?", after, parts, values);
        return new Condition(String.join(" and ", parts), values);
    }

    /** A constant, and so are times: only if it knows how rare they are, the database takes the index that finds the rare. */
    private static String type(String type) {
        return TYPE.matcher(type).matches() ? "type = '" + type + "'" : "false";
    }

    private static String constant(Instant time) {
        Instant known = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
        return "'" + known + "'";
    }

    private static void add(String part, Object value, List<String> parts, List<Object> values) {
        if (value != null) {
            parts.add(part);
            values.add(value);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
