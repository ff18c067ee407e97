package org.jobyard.workers;

import org.jobyard.dispatch.Changes;

/** Counts what workers say of executions that are no longer theirs, of all workers and of each. */
public final class LateEvents {
    /** Name of the counter of all. */
    public static final String ALL = "events_of_other_executions";

    private LateEvents() {}

    /** One more of a worker's; null: of one that does not name itself. */
    public static void count(String worker, Changes changes) {
        changes.count(ALL);
        if (worker != null) {
            changes.count(of(worker));
        }
    }

    /** Name of a worker's counter. */
    static String of(String worker) {
        return ALL + ":" + worker;
    }
}
