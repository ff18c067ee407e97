package org.jobyard.ra.xa;

/** How a branch ended, as far as is known. */
public enum Outcome {
    /** Not ended yet. */
    OPEN,
    /** Reported as committed; the publisher looks for the proof. */
    COMMITTED,
    /** Rolled back: nothing of it happened. */
    ROLLED_BACK,
    /** The transaction manager does not know; the publisher looks in the database. */
    UNKNOWN
}
