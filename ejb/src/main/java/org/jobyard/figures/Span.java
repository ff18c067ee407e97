package org.jobyard.figures;

import java.time.Duration;
import java.time.Instant;

/** How far back the past is shown, and in slices of which length. */
public enum Span {
    /** The last hour, minute by minute. */
    HOUR(Duration.ofMinutes(1), 60, Duration.ofHours(3)),
    /** The last day, in quarters of an hour. */
    DAY(Duration.ofMinutes(15), 96, Duration.ofDays(2)),
    /** The last week, hour by hour. */
    WEEK(Duration.ofHours(1), 168, Duration.ofDays(35));

    private final Duration slice;
    private final int slices;
    private final Duration kept;

    Span(Duration slice, int slices, Duration kept) {
        this.slice = slice;
        this.slices = slices;
        this.kept = kept;
    }

    /** Length of a slice. */
    public Duration slice() {
        return slice;
    }

    /** How many slices there are. */
    public int slices() {
        return slices;
    }

    /** For how long slices of this length are kept. */
    Duration kept() {
        return kept;
    }

    /** Where the first slice begins, when the last one holds {@code now}. */
    Instant from(Instant now) {
        long seconds = slice.toSeconds();
        long last = Math.floorDiv(now.getEpochSecond(), seconds) * seconds;
        return Instant.ofEpochSecond(last - (slices - 1) * seconds);
    }
}
