package org.jobyard.figures;

import java.time.Instant;
import java.util.List;

/**
 * How many jobs of a type waited for workers.
 *
 * @param type the type
 * @param notes the numbers noted, oldest first
 */
public record Backlog(String type, List<Note> notes) {
    /**
     * A number noted.
     *
     * @param at when
     * @param waiting how many waited; 0 when none was noted for this type while others were
     */
    public record Note(Instant at, long waiting) {}
}
