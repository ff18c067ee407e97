package org.jobyard.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.jobyard.job.Job;

/**
 * How long jobs wait for their first start, kept as counts by ranges of lengths (bins). Each bin is longer than the one before it by
 * the factor of the square root of two, so that a quantile made of them is at most a fifth off.
 */
public final class StartDelay {
    /** Lengths from here on, more than a year, are one bin. */
    static final int LAST_BIN = 70;

    private StartDelay() {}

    /** The delay of a job that started then: since its submission, or since its time if that came later. */
    public static Duration of(Job job, Instant startedAt) {
        Instant wanted = job.spec().startAt();
        Instant since = wanted.isAfter(job.getRegisteredAt()) ? wanted : job.getRegisteredAt();
        return Duration.between(since, startedAt);
    }

    /** The bin of a length: 0 below a millisecond, else 1 and up. */
    static int bin(Duration delay) {
        double millis = Math.max(0, delay.toNanos() / 1e6);
        if (millis < 1) {
            return 0;
        }
        return Math.min(LAST_BIN, 1 + (int) Math.floor(2 * Math.log(millis) / Math.log(2)));
    }

    /** Where a bin begins, in milliseconds. */
    private static double beginning(int bin) {
        return bin == 0 ? 0 : Math.pow(2, (bin - 1) / 2.0);
    }

    /**
     * The length that this share of the delays does not exceed.
     *
     * @param bins the number of delays in each bin
     * @param share from 0 to 1
     * @return null when there are no delays
     */
    static Duration quantile(SortedMap<Integer, Long> bins, double share) {
        long all = bins.values().stream().mapToLong(Long::longValue).sum();
        double wanted = share * all;
        double before = 0;
        Duration found = null;
        for (var bin : bins.entrySet()) {
            double within = Math.min(1, (wanted - before) / bin.getValue());
            double millis = beginning(bin.getKey()) + within * (beginning(bin.getKey() + 1) - beginning(bin.getKey()));
            found = Duration.ofNanos((long) (millis * 1e6));
            before += bin.getValue();
            if (before >= wanted) {
                return found;
            }
        }
        return found;
    }
}
