package org.jobyard.persistence;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** A row of a result, read by column names. A null in the database is a null here. */
public final class Row {
    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    /** A text, also of a jsonb column. */
    public String text(String column) throws SQLException {
        return results.getString(column);
    }

    /** A UUID. */
    public UUID uuid(String column) throws SQLException {
        return results.getObject(column, UUID.class);
    }

    /** An instant. */
    public Instant instant(String column) throws SQLException {
        OffsetDateTime value = results.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** A whole number that is never null. */
    public int integer(String column) throws SQLException {
        return results.getInt(column);
    }

    /** A long number that is never null. */
    public long number(String column) throws SQLException {
        return results.getLong(column);
    }

    /** A number of the given type, or null. */
    public <N extends Number> N number(String column, Class<N> type) throws SQLException {
        return results.getObject(column, type);
    }

    /** A truth value that is never null. */
    public boolean flag(String column) throws SQLException {
        return results.getBoolean(column);
    }

    /** Bytes. */
    public byte[] bytes(String column) throws SQLException {
        return results.getBytes(column);
    }

    /** An array of texts. */
    public List<String> texts(String column) throws SQLException {
        Array array = results.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** An array of UUIDs. */
    public List<UUID> uuids(String column) throws SQLException {
        Array array = results.getArray(column);
        return array == null ? List.of() : List.of((UUID[]) array.getArray());
    }

    /** One of an enum's names. */
    public <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
        String name = results.getString(column);
        return name == null ? null : Enum.valueOf(type, name);
    }
}
