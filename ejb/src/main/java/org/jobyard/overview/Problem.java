package org.jobyard.overview;

/**
 * Something that somebody should look at.
 *
 * @param kind what it is
 * @param subject what it is about, such as a type or a worker; null when the kind says it all
 * @param count how many there are
 */
public record Problem(Kind kind, String subject, long count) {
    /** What is wrong, the worst first. */
    public enum Kind {
        /** The broker is away or takes no messages. */
        BROKER_AWAY,
        /** Prepared database branches are not settled in time. */
        IN_DOUBT,
        /** Messages of committed transactions have not left for a minute. */
        OLD_MESSAGES,
        /** Workers were lost and have not come back. */
        WORKERS_LOST,
        /** Jobs wait for a worker of their type, and no live one takes it. */
        NO_WORKER,
        /** Jobs failed or ran into a time limit in the last day. */
        FAILED,
        /** Dead letters wait for an operator. */
        DEAD_LETTERS,
        /** The line of a type has grown for some minutes. */
        BACKLOG_GROWS
    }
}
