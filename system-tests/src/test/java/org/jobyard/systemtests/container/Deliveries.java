package org.jobyard.systemtests.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts how often each message was delivered, and writes a row each time. */
@ApplicationScoped
public class Deliveries {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @PersistenceContext(unitName = "jobyard")
    private EntityManager rows;

    void take(String name, int failures) {
        int count = counts.merge(name, 1, Integer::sum);
        rows.createNativeQuery("insert into counter (name, value) values (?1, 1)")
                .setParameter(1, name)
                .executeUpdate();
        if (count <= failures) {
            throw new IllegalStateException(name + " fails on purpose, time " + count);
        }
    }

    /** How often a message was delivered. */
    public int of(String name) {
        return counts.getOrDefault(name, 0);
    }
}
