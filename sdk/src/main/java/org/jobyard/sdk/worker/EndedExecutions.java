package org.jobyard.sdk.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The executions for which a result was given lately, so that a repeated dispatch is not run and a repeated command not
 * answered again. Belongs to the control thread.
 */
final class EndedExecutions {
    private static final int MOST = 10_000;

    private final Map<UUID, Boolean> ids = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > MOST;
        }
    };

    void add(UUID execution) {
        ids.put(execution, true);
    }

    boolean contains(UUID execution) {
        return ids.containsKey(execution);
    }
}
