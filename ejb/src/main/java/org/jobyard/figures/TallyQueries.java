package org.jobyard.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jobyard.persistence.Database;

/** Reads what was counted. Costs by the number of slices and types, not by the number of jobs. */
@ApplicationScoped
public class TallyQueries {
    private static final double MEDIAN = 0.5;
    private static final double P95 = 0.95;

    private static final String READ = """
            select date_bin(make_interval(secs => ?), at, 'epoch'::timestamptz) as slice, figure, bin, sum(number) as number
            from (select at, figure, bin, number from tally where tenant = ? and seconds = ? and at >= ?
                union all select at, figure, bin, number from tally_entry where tenant = ? and at >= ?) as counted
            group by 1, 2, 3
            """;

    private record Count(Instant slice, Figure figure, int bin, long number) {}

    /** What one slice counted. */
    private static final class Sums {
        private final Map<Figure, Long> figures = new HashMap<>();
        private final TreeMap<Integer, Long> delays = new TreeMap<>();

        void add(Count count) {
            figures.merge(count.figure(), count.number(), Long::sum);
            if (count.figure() == Figure.STARTED) {
                delays.merge(count.bin(), count.number(), Long::sum);
            }
        }

        Past.Slice at(Instant at) {
            return new Past.Slice(
                    at,
                    figures.getOrDefault(Figure.SUCCEEDED, 0L),
                    figures.getOrDefault(Figure.FAILED, 0L),
                    figures.getOrDefault(Figure.CANCELLED, 0L),
                    figures.getOrDefault(Figure.TIMED_OUT, 0L),
                    figures.getOrDefault(Figure.STARTED, 0L),
                    StartDelay.quantile(delays, MEDIAN),
                    StartDelay.quantile(delays, P95));
        }
    }

    @Inject
    Database database;

    /** What happened to a tenant's jobs until {@code now}. */
    public Past past(String tenant, Span span, Instant now) {
        Instant from = span.from(now);
        long seconds = span.slice().toSeconds();
        Map<Instant, Sums> slices = new HashMap<>();
        Sums all = new Sums();
        database.list(
                        READ,
                        row -> new Count(
                                row.instant("slice"),
                                row.constant("figure", Figure.class),
                                row.integer("bin"),
                                row.number("number")),
                        seconds,
                        tenant,
                        seconds,
                        from,
                        tenant,
                        from)
                .forEach(count -> {
                    slices.computeIfAbsent(count.slice(), at -> new Sums()).add(count);
                    all.add(count);
                });
        List<Past.Slice> shown = new ArrayList<>();
        for (int i = 0; i < span.slices(); i++) {
            Instant at = from.plusSeconds(i * seconds);
            shown.add(slices.getOrDefault(at, new Sums()).at(at));
        }
        return Past.of(span, all.at(from), shown);
    }
}
