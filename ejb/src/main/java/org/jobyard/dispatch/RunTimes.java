package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long jobs of each type ran lately, of those whose success this node recorded. Kept in memory, because it is only good
 * for an estimate: unknown after a start, until a job of the type has succeeded. Thread-safe.
 */
@ApplicationScoped
public class RunTimes {
    /** The last one counts a fifth: one that is out of the ordinary does not decide. */
    private static final int SHARE = 5;

    private final Map<String, Duration> usual = new ConcurrentHashMap<>();

    void ran(String type, Duration time) {
        usual.merge(type, time, (before, last) -> before.plus(last.minus(before).dividedBy(SHARE)));
    }

    /** How long one usually runs; empty when it is not known here. */
    public Optional<Duration> usual(String type) {
        return Optional.ofNullable(usual.get(type));
    }
}
