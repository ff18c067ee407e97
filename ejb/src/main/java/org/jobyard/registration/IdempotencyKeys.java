package org.jobyard.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jobyard.persistence.Database;

/**
 * Claims idempotency keys. Of two transactions with the same key the database lets one through; the other waits for its
 * end and then sees whose key it is.
 */
@ApplicationScoped
class IdempotencyKeys {
    /** The request that had a key first. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Holder(UUID job, byte[] requestHash) {
        boolean isOf(Registration registration) {
            return Arrays.equals(requestHash, registration.requestHash());
        }
    }

    private record Key(String tenant, String owner, String key) {
        static Key of(Registration registration) {
            return new Key(registration.spec().tenant(), registration.spec().owner(), registration.idempotencyKey());
        }
    }

    @Inject
    Database database;

    @Inject
    Clock clock;

    /**
     * Claims the keys of those that have one.
     *
     * @return for each registration that came second, by its job's id: who came first
     */
    Map<UUID, Holder> claim(List<Registration> registrations) {
        List<Registration> keyed = registrations.stream()
                .filter(registration -> registration.idempotencyKey() != null)
                // Always in the same order: two transactions must not wait for each other.
                .sorted(Comparator.comparing(Registration::idempotencyKey)
                        .thenComparing(registration -> registration.spec().tenant())
                        .thenComparing(registration -> registration.spec().owner()))
                .toList();
        if (keyed.isEmpty()) {
            return Map.of();
        }
        Set<UUID> first = insert(keyed);
        List<Registration> second = keyed.stream()
                .filter(registration -> !first.contains(registration.spec().id()))
                .toList();
        return second.isEmpty() ? Map.of() : holders(second);
    }

    /** Forgets the keys of jobs that were refused: they may be used again. */
    void release(Collection<UUID> refused) {
        database.update("delete from idempotency_key where job_id = any(?)", refused);
    }

    private Set<UUID> insert(List<Registration> keyed) {
        return new HashSet<>(database.list(
                """
                insert into idempotency_key (tenant, owner, key, request_hash, job_id, created_at)
                select t.*, ? from unnest(?::text[], ?::text[], ?::text[], ?::bytea[], ?::uuid[]) as t
                on conflict do nothing returning job_id
                """,
                row -> row.uuid("job_id"),
                clock.instant(),
                keyed.stream().map(registration -> registration.spec().tenant()).toList(),
                keyed.stream().map(registration -> registration.spec().owner()).toList(),
                keyed.stream().map(Registration::idempotencyKey).toList(),
                keyed.stream().map(Registration::requestHash).toList(),
                keyed.stream().map(registration -> registration.spec().id()).toList()));
    }

    private Map<UUID, Holder> holders(List<Registration> second) {
        Map<Key, Holder> byKey = new HashMap<>();
        database.list(
                """
                select k.tenant, k.owner, k.key, k.job_id, k.request_hash from idempotency_key k
                join unnest(?::text[], ?::text[], ?::text[]) as t (tenant, owner, key) using (tenant, owner, key)
                """,
                row -> byKey.put(
                        new Key(row.text("tenant"), row.text("owner"), row.text("key")),
                        new Holder(row.uuid("job_id"), row.bytes("request_hash"))),
                second.stream()
                        .map(registration -> registration.spec().tenant())
                        .toList(),
                second.stream().map(registration -> registration.spec().owner()).toList(),
                second.stream().map(Registration::idempotencyKey).toList());
        Map<UUID, Holder> byJob = new HashMap<>();
        List<Registration> free = new ArrayList<>();
        for (Registration registration : second) {
            Holder holder = byKey.get(Key.of(registration));
            if (holder == null) {
                free.add(registration);
            } else {
                byJob.put(registration.spec().id(), holder);
            }
        }
        // The key was let go in between, with its old job.
        byJob.putAll(claim(free));
        return byJob;
    }
}
