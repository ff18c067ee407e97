package org.jobyard.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jobyard.persistence.LineJob;

/**
 * Whose turn it is in the line of a type for which limits of destinations count: always the first job, by priority, then
 * id, of the tenant that has the fewest active ones, but for the jobs for which a limit leaves no room; they hold back
 * nobody. Not thread-safe.
 */
final class LineTurns {
    private static final Comparator<LineJob> ORDER =
            Comparator.comparingInt(LineJob::priority).reversed().thenComparing(LineJob::order);

    private final List<WorkLimit> limits;
    private final int[] free;
    private final Map<String, Deque<LineJob>> lines = new TreeMap<>();
    private final Map<String, Long> active = new HashMap<>();

    LineTurns(List<LineJob> line, List<WorkLimit> limits) {
        this.limits = limits;
        free = limits.stream().mapToInt(WorkLimit::free).toArray();
        line.stream().sorted(ORDER).forEach(job -> {
            lines.computeIfAbsent(job.tenant(), tenant -> new ArrayDeque<>()).add(job);
            active.put(job.tenant(), job.active());
        });
    }

    /** The next ones, as many as there are places at most. */
    List<UUID> take(int places) {
        List<UUID> chosen = new ArrayList<>();
        while (chosen.size() < places) {
            LineJob next = null;
            for (Deque<LineJob> line : lines.values()) {
                // What has no room now gets none in this round: room only shrinks.
                while (!line.isEmpty() && !hasRoom(line.peek())) {
                    line.remove();
                }
                if (!line.isEmpty() && (next == null || isBefore(line.peek(), next))) {
                    next = line.peek();
                }
            }
            if (next == null) {
                break;
            }
            take(next);
            chosen.add(next.id());
        }
        return chosen;
    }

    private boolean isBefore(LineJob one, LineJob other) {
        int fewer = Long.compare(active.get(one.tenant()), active.get(other.tenant()));
        return fewer == 0 ? ORDER.compare(one, other) < 0 : fewer < 0;
    }

    private boolean hasRoom(LineJob job) {
        for (int i = 0; i < free.length; i++) {
            if (free[i] == 0 && covers(i, job)) {
                return false;
            }
        }
        return true;
    }

    private void take(LineJob job) {
        lines.get(job.tenant()).remove();
        active.merge(job.tenant(), 1L, Long::sum);
        for (int i = 0; i < free.length; i++) {
            if (covers(i, job)) {
                free[i]--;
            }
        }
    }

    private boolean covers(int limit, LineJob job) {
        return limits.get(limit).covers(job.tenant(), job.destination());
    }
}
