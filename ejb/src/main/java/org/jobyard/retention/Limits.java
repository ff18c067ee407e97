package org.jobyard.retention;

import java.time.Duration;
import org.jobyard.job.JobState;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;

/**
 * How long jobs of a state are kept.
 *
 * @param state an end
 * @param age how long after their end
 * @param most how many of a tenant, the latest
 */
record Limits(JobState state, Duration age, int most) {
    /** Workers and brokers may repeat what they say of a job for that long after its end: it must still be known then. */
    static final Duration LEAST = Duration.ofHours(1);

    static Limits of(JobState state, Settings settings) {
        return switch (state) {
            case SUCCEEDED -> of(state, Setting.KEEP_SUCCEEDED, Setting.KEEP_SUCCEEDED_MOST, settings);
            case FAILED -> of(state, Setting.KEEP_FAILED, Setting.KEEP_FAILED_MOST, settings);
            case CANCELLED -> of(state, Setting.KEEP_CANCELLED, Setting.KEEP_CANCELLED_MOST, settings);
            case TIMED_OUT -> of(state, Setting.KEEP_TIMED_OUT, Setting.KEEP_TIMED_OUT_MOST, settings);
            case REGISTERED, SCHEDULED, WAITING, ENQUEUED, RUNNING, PAUSED, BLOCKED ->
                throw new IllegalArgumentException(state + " is no end");
        };
    }

    private static Limits of(JobState state, Setting age, Setting most, Settings settings) {
        Duration asked = settings.duration(age);
        return new Limits(state, asked.compareTo(LEAST) < 0 ? LEAST : asked, settings.number(most));
    }
}
