package org.jobyard.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Slows an address from which many passwords were wrong. Remembers a bounded number of addresses. Thread-safe. */
@ApplicationScoped
public class AddressBrake {
    /** More than a user's own, because many people may share an address. */
    private static final int FAILURES = 20;

    private static final int REMEMBERED = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private record Failures(int count, Instant lockedUntil) {}

    private final Map<String, Failures> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** 1 s, doubled for each further failure, at most 15 minutes. */
    static Duration delay(int furtherFailures) {
        Duration delay = Duration.ofSeconds(1L << Math.min(furtherFailures, 20));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    synchronized Optional<Instant> lockedUntil(String address, Instant now) {
        Failures failures = byAddress.get(address);
        return failures == null || failures.lockedUntil() == null
                ? Optional.empty()
                : Optional.of(failures.lockedUntil()).filter(until -> until.isAfter(now));
    }

    synchronized void failed(String address, Instant now) {
        Failures before = byAddress.get(address);
        int count = before == null ? 1 : before.count() + 1;
        byAddress.put(address, new Failures(count, count < FAILURES ? null : now.plus(delay(count - FAILURES))));
    }

    synchronized void succeeded(String address) {
        byAddress.remove(address);
    }
}
