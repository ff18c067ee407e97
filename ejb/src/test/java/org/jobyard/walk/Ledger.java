package org.jobyard.walk;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jobyard.sdk.message.Outcome;

/** What workers did, kept outside of the server. */
final class Ledger {
    private final Map<UUID, Set<UUID>> accepted = new HashMap<>();
    private final Map<UUID, Outcome> outcomes = new HashMap<>();

    /** A start of a worker's process was told that an execution is its own. */
    void accepted(UUID execution, UUID instance) {
        accepted.computeIfAbsent(execution, id -> new HashSet<>()).add(instance);
    }

    /** A worker reports the end of an execution that it ran. */
    void ended(UUID execution, Outcome outcome) {
        outcomes.putIfAbsent(execution, outcome);
    }

    /** By execution: who was told that it is its own. */
    Map<UUID, Set<UUID>> accepted() {
        return accepted;
    }

    /** What a worker reported; null: nothing. */
    Outcome outcome(UUID execution) {
        return outcomes.get(execution);
    }
}
