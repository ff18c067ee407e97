package org.jobyard.schedule;

/** Why a slot did not run. */
public enum SkipReason {
    /** It was missed, and the schedule does not make up for it. */
    MISSED("The server was away or the schedule was paused, and the schedule does not make up for this one."),
    /** It was missed too long ago. */
    TOO_OLD("It was missed, and found only after the catch-up window."),
    /** The run before it had not ended. */
    OVERLAP("The run before it had not ended."),
    /** A later one took its place. */
    SUPERSEDED("A later slot took its place before it could run."),
    /** Too many wait already. */
    QUEUE_FULL("Too many slots waited for the run before them already."),
    /** The job was refused. */
    REFUSED("The job was refused."),
    /** The schedule was given other times before it was decided. */
    CHANGED("The schedule was given other times before this one could run.");

    private final String meaning;

    SkipReason(String meaning) {
        this.meaning = meaning;
    }

    /** The same for people. */
    public String meaning() {
        return meaning;
    }
}
