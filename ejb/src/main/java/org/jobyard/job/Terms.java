package org.jobyard.job;

import java.time.Duration;
import java.util.Objects;

/**
 * On what terms a job runs, beside what it does.
 *
 * @param sameName what it does about others of its name; never null
 * @param retry how often it is tried again when it fails; null: never
 * @param deadline how long after its submission it must have ended; null: no limit
 */
public record Terms(SameName sameName, Retry retry, Duration deadline) {
    /** Those of a job that asks for nothing special. */
    public static final Terms USUAL = new Terms(SameName.ALLOW);

    /** Without another attempt. */
    public Terms(SameName sameName) {
        this(sameName, null);
    }

    /** Without a deadline. */
    public Terms(SameName sameName, Retry retry) {
        this(sameName, retry, null);
    }

    /** With nothing missing. */
    public Terms {
        Objects.requireNonNull(sameName);
    }
}
