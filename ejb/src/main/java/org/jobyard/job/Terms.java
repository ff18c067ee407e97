package org.jobyard.job;

import java.util.Objects;

/**
 * On what terms a job runs, beside what it does.
 *
 * @param sameName what it does about others of its name; never null
 */
public record Terms(SameName sameName) {
    /** Those of a job that asks for nothing special. */
    public static final Terms USUAL = new Terms(SameName.ALLOW);

    /** With nothing missing. */
    public Terms {
        Objects.requireNonNull(sameName);
    }
}
