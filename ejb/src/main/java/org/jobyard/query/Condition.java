package org.jobyard.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The condition of a list.
 *
 * @param sql with placeholders only
 * @param values for the placeholders
 */
record Condition(String sql, List<Object> values) {
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
        add("type = ?", filter.type(), parts, values);
        add("owner = ?", filter.owner(), parts, values);
        add("destination = ?", filter.destination(), parts, values);
        add("registered_at >= ?", known(filter.from()), parts, values);
        add("registered_at < ?", known(filter.to()), parts, values);
        add("id < ?", after, parts, values);
        return new Condition(String.join(" and ", parts), values);
    }

    /** A time that the database can store; null for null. */
    private static Instant known(Instant time) {
        if (time == null) {
            return null;
        }
        return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
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
