package org.jobyard.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Turns rows into columns, for statements that insert many rows from arrays. Not thread-safe. */
public final class Columns<T> {
    private final List<T> rows;
    private final List<List<Object>> columns = new ArrayList<>();

    /** Of rows, in their order. */
    public Columns(List<T> rows) {
        this.rows = rows;
    }

    /** One more column. */
    public Columns<T> add(Function<T, ?> value) {
        List<Object> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        columns.add(column);
        return this;
    }

    /** All columns, as the parameters of a statement. */
    public Object[] toArray() {
        return columns.toArray();
    }
}
