package org.jobyard.web.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.jobyard.dispatch.JobWatch;
import org.jobyard.job.JobState;

/** Counts what this node records of jobs: ends by state, and how long jobs waited for their start. */
final class JobFigures implements JobWatch.Watcher {
    private static final Metadata ENDED = Metadata.builder()
            .withName("jobyard_jobs_ended")
            .withDescription("Jobs whose end this node recorded, by how they ended")
            .build();
    private static final Metadata START_DELAY = Metadata.builder()
            .withName("jobyard_start_delay")
            .withDescription("Time from a job's submission, or its start time if that came later, to its first start")
            .withUnit(MetricUnits.SECONDS)
            .build();

    private final Map<JobState, Counter> ended;
    private final Timer startDelay;

    /** Registers its figures, so that they are there, at zero, before the first job. */
    JobFigures(MetricRegistry registry) {
        ended = Arrays.stream(JobState.values())
                .filter(JobState::isTerminal)
                .collect(Collectors.toMap(Function.identity(), state -> registry.counter(ENDED, tag(state))));
        startDelay = registry.timer(START_DELAY);
    }

    @Override
    public void started(Duration delay) {
        startDelay.update(delay);
    }

    @Override
    public void ended(JobState state) {
        ended.get(state).inc();
    }

    private static Tag tag(JobState state) {
        return new Tag("state", state.name().toLowerCase(Locale.ROOT));
    }
}
