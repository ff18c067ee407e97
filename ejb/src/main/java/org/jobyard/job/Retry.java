package org.jobyard.job;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * How often a job that fails is tried again, and when. Attempts whose worker was lost do not count: they have a limit of
 * their own.
 *
 * @param attempts most attempts, the first one included
 * @param delay pause after the first failure; null: 10 s
 * @param backoff how it grows; null: not at all
 * @param on error codes after which it is tried again; null or empty: any
 */
public record Retry(int attempts, Duration delay, Backoff backoff, List<String> on) implements Serializable {
    /** The longest pause, however often it doubled. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 20;
    private static final long JITTER_STEPS = 1 << 16;
    private static final int JITTER_SHARE = 4;

    /** With what is missing filled in. */
    public Retry {
        delay = delay == null ? USUAL : delay;
        backoff = backoff == null ? Backoff.FIXED : backoff;
        on = on == null ? List.of() : List.copyOf(on);
    }

    /** True when it is tried again after this error, having failed so often. */
    boolean allows(String errorCode, int failures) {
        return failures < attempts && (on.isEmpty() || on.contains(errorCode));
    }

    /**
     * The pause after a failure: up to a quarter more than asked for, so that jobs that failed together do not come back
     * together.
     *
     * @param failures how often it failed, from 1
     * @param random gives the jitter; the failed execution's id, which is random
     */
    Duration pause(int failures, UUID random) {
        long factor = switch (backoff) {
            case FIXED -> 1;
            case EXPONENTIAL -> 1L << Math.min(failures - 1, MOST_DOUBLINGS);
        };
        long base = Math.min(delay.toMillis() * factor, LONGEST.toMillis());
        long jitter = Math.floorMod(random.getLeastSignificantBits(), JITTER_STEPS);
        return Duration.ofMillis(base + base * jitter / (JITTER_STEPS * JITTER_SHARE));
    }
}
