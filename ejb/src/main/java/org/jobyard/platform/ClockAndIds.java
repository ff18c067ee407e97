package org.jobyard.platform;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** The real clock and the real ids. */
@ApplicationScoped
public class ClockAndIds implements Ids {
    private final TimeBasedEpochGenerator ordered = Generators.timeBasedEpochGenerator();

    /** UTC, in the microseconds that the database keeps, so that a time read back is the time written. */
    @Produces
    public Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }

    @Override
    public UUID next() {
        return ordered.generate();
    }

    @Override
    public UUID secret() {
        return UUID.randomUUID();
    }
}
