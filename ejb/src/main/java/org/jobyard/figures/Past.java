package org.jobyard.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What happened to a tenant's jobs.
 *
 * @param span how far back
 * @param successRatio the share of jobs that succeeded, of those that were not cancelled; null when there are none
 * @param total of all slices together; its {@code at} is where the first one begins
 * @param slices one after the other, those in which nothing happened included
 */
public record Past(Span span, Double successRatio, Slice total, List<Slice> slices) {
    /**
     * A slice of time.
     *
     * @param at where it begins
     * @param succeeded jobs that succeeded in it
     * @param failed jobs that failed
     * @param cancelled jobs that were cancelled
     * @param timedOut jobs that ran into a time limit
     * @param started jobs that started for the first time
     * @param startDelayMedian the start delay that half of these did not exceed; null when there are none
     * @param startDelayP95 the one that 95 % did not exceed; null when there are none
     */
    public record Slice(
            Instant at,
            long succeeded,
            long failed,
            long cancelled,
            long timedOut,
            long started,
            Duration startDelayMedian,
            Duration startDelayP95) {
        /** How many ended. */
        public long ended() {
            return succeeded + failed + cancelled + timedOut;
        }
    }

    /** Of slices and their total. */
    static Past of(Span span, Slice total, List<Slice> slices) {
        long tried = total.succeeded() + total.failed() + total.timedOut();
        return new Past(span, tried == 0 ? null : (double) total.succeeded() / tried, total, slices);
    }
}
