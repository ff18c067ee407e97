package org.jobyard.web.view.overview;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jobyard.figures.Past;

/** The charts of what happened. */
public final class PastCharts {

    private final List<Past.Slice> slices;
    private final long mostEnded;
    private final double mostDelay;

    PastCharts(Past past) {
        slices = past.slices();
        mostEnded = slices.stream().mapToLong(Past.Slice::ended).max().orElse(0);
        mostDelay = slices.stream()
                .map(Past.Slice::startDelayP95)
                .mapToDouble(PastCharts::seconds)
                .filter(delay -> !Double.isNaN(delay))
                .max()
                .orElse(0);
    }

    public String getSucceeded() {
        return Drawing.bars(new double[slices.size()], numbers(Past.Slice::succeeded), (double) mostEnded);
    }

    public String getFailed() {
        return Drawing.bars(
                numbers(Past.Slice::succeeded), numbers(slice -> slice.failed() + slice.timedOut()), (double)
                        mostEnded);
    }

    public String getCancelled() {
        return Drawing.bars(
                numbers(slice -> slice.ended() - slice.cancelled()), numbers(Past.Slice::cancelled), (double)
                        mostEnded);
    }

    /** The most that ended in one slice. */
    public long getMostEnded() {
        return mostEnded;
    }

    public String getMedian() {
        return Drawing.line(delays(Past.Slice::startDelayMedian), mostDelay);
    }

    public String getP95() {
        return Drawing.line(delays(Past.Slice::startDelayP95), mostDelay);
    }

    /** The longest 95 % delay of a slice. */
    public Duration getMostDelay() {
        return Duration.ofMillis(Math.round(mostDelay * 1000));
    }

    private double[] numbers(ToLongFunction<Past.Slice> number) {
        return slices.stream().mapToDouble(number::applyAsLong).toArray();
    }

    private double[] delays(Function<Past.Slice, Duration> delay) {
        return slices.stream().map(delay).mapToDouble(PastCharts::seconds).toArray();
    }

    private static double seconds(Duration delay) {
        return delay == null ? Double.NaN : delay.toNanos() / 1e9;
    }
}
