package org.jobyard.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jobyard.figures.Backlog;

/** Tells a line that grows from one that a burst of jobs has just filled. */
final class Growth {
    private static final Duration WITHIN = Duration.ofMinutes(20);

    private Growth() {}

    /**
     * Whether a line grew from one note to the next, and since then has not become shorter.
     *
     * @param trend what was noted, oldest first
     * @param present how many wait now
     * @param more true: there are more
     */
    static boolean isSteady(List<Backlog.Note> trend, long present, boolean more, Instant now) {
        if (trend.size() < 2) {
            return false;
        }
        Backlog.Note before = trend.get(trend.size() - 2);
        Backlog.Note last = trend.get(trend.size() - 1);
        return before.at().isAfter(now.minus(WITHIN))
                && last.waiting() > before.waiting()
                && (more || present >= last.waiting());
    }
}
