package org.jobyard.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobyard.control.LimitChange;
import org.jobyard.control.ManageLimits;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.TakenPlaces;

/** Limits, holds and names: what must be true after every step. */
final class Rules {
    private record Limit(String type, String tenant, String destination, Integer most, boolean held, int active) {
        String key() {
            return type + "/" + tenant + "/" + destination;
        }
    }

    private static final int WINDOW_MIN = 8;
    private static final int WINDOW_FACTOR = 2;

    private record Window(String type, int size, int active) {}

    private final java.util.Random random;
    private final Cluster cluster;
    private final Map<String, Integer> before = new HashMap<>();
    private final Map<String, Window> windows = new HashMap<>();
    private int checks;

    Rules(java.util.Random random, Cluster cluster) {
        this.random = random;
        this.cluster = cluster;
    }

    /** An operator sets, changes or takes away a limit or a hold. */
    void change() {
        List<String> types = new java.util.ArrayList<>(People.TYPES);
        types.add(null);
        String type = types.get(random.nextInt(types.size()));
        String tenant = random.nextBoolean() ? null : random.nextBoolean() ? "default" : "other";
        String destination = random.nextBoolean() ? null : People.DESTINATIONS.get(random.nextInt(2));
        Integer most = random.nextInt(3) == 0 ? null : random.nextInt(6);
        boolean held = random.nextInt(6) == 0;
        set(new LimitChange(type, tenant, destination, most, held));
    }

    private void set(LimitChange change) {
        cluster.ask(node -> {
            node.bean(ManageLimits.class).set(People.ADA, change);
            return true;
        });
        // What was given to the broker before stays there: only from here on the new limit counts.
        before.clear();
        limits().forEach(limit -> before.put(limit.key(), limit.active()));
    }

    /** Takes all limits and holds away. */
    void none() {
        limits().forEach(limit -> set(new LimitChange(
                limit.type().equals("*") ? null : limit.type(),
                limit.tenant().equals("*") ? null : limit.tenant(),
                limit.destination().equals("*") ? null : limit.destination(),
                null,
                false)));
    }

    private List<Limit> limits() {
        return database()
                .list(
                        "select l.type, l.tenant, l.destination, l.most, l.held_at, (select count(*) from job j"
                                + " where " + TakenPlaces.CONDITION + " and l.type in ('*', j.type)"
                                + " and l.tenant in ('*', j.tenant) and l.destination in ('*', j.destination)) as active"
                                + " from work_limit l",
                        row -> new Limit(
                                row.text("type"),
                                row.text("tenant"),
                                row.text("destination"),
                                row.number("most", Integer.class),
                                row.instant("held_at") != null,
                                row.integer("active")));
    }

    private Database database() {
        return cluster.database();
    }

    /**
     * No limit is exceeded further than it was when it was set, nothing that is held is given away, each name is one job's, and no
     * window is overfull.
     */
    void check() {
        checks++;
        for (Limit limit : limits()) {
            int last = before.getOrDefault(limit.key(), 0);
            int most = limit.held() ? 0 : limit.most() == null ? Integer.MAX_VALUE : limit.most();
            assertThat(limit.active()).as("active under %s", limit).isLessThanOrEqualTo(Math.max(most, last));
            before.put(limit.key(), Math.min(last, limit.active()));
        }
        checkWindows();
        assertThat(database()
                        .list(
                                "select tenant || ' ' || name as name from job j where same_name is not null and "
                                        + TakenPlaces.CONDITION + " group by tenant, name having count(*) > 1",
                                row -> row.text("name")))
                .as("names that two active jobs have")
                .isEmpty();
    }

    /** No more is with the broker and the workers than these can have in their hands and on their way, or was before. */
    private void checkWindows() {
        List<Window> now = database()
                .list(
                        "select t.type, (select coalesce(sum(w.capacity), 0) from worker w where w.state = 'LIVE'"
                                + " and w.mode = 'ACTIVE' and t.type = any(w.types)) as capacity, (select count(*) from job j"
                                + " where j.type = t.type and " + TakenPlaces.CONDITION
                                + ") as active from work_type t",
                        row -> new Window(
                                row.text("type"),
                                Math.max(WINDOW_MIN, WINDOW_FACTOR * row.integer("capacity")),
                                row.integer("active")));
        for (Window window : now) {
            Window last = windows.getOrDefault(window.type(), window);
            assertThat(window.active())
                    .as("active, %s after %s", window, last)
                    .isLessThanOrEqualTo(Math.max(Math.max(window.size(), last.size()), last.active()));
            windows.put(window.type(), window);
        }
    }

    int checks() {
        return checks;
    }
}
