package org.jobyard.bench;

import java.util.Arrays;

/**
 * Three percentiles of measured times, in milliseconds.
 *
 * @param p50 half took no longer
 * @param p95 19 of 20 took no longer
 * @param p99 99 of 100 took no longer
 */
record Percentiles(double p50, double p95, double p99) {
    /** Of all the times, in milliseconds; nothing is thrown away. */
    static Percentiles of(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Percentiles(at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99));
    }

    private static double at(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
