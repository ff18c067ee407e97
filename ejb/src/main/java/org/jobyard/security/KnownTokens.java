package org.jobyard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jobyard.platform.AfterCommit;

/**
 * Tokens that were valid less than a second ago: a client that sends thousands of requests does not have its token read
 * from the database for each. Thread-safe.
 */
@ApplicationScoped
class KnownTokens {
    private static final Duration TRUSTED_FOR = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    /**
     * A valid token.
     *
     * @param caller who stands behind it
     * @param expiresAt when it ends to be valid; null: never
     */
    record Known(Caller caller, Instant expiresAt) {}

    private record Trusted(Caller caller, Instant until, long generation) {}

    private final Map<ByteBuffer, Trusted> trusted = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();

    @Inject
    Clock clock;

    @Inject
    AfterCommit afterCommit;

    /** The holder of a token, by its digest; read anew when it was not read just now. */
    Optional<Caller> find(byte[] hash, Function<byte[], Optional<Known>> read) {
        ByteBuffer key = ByteBuffer.wrap(hash);
        Instant now = clock.instant();
        Trusted known = trusted.get(key);
        // What was read before a change, or while one was under way, is not trusted.
        long present = generation.get();
        if (known != null && known.generation() == present && now.isBefore(known.until())) {
            return Optional.of(known.caller());
        }
        Optional<Known> found = read.apply(hash);
        if (found.isEmpty()) {
            trusted.remove(key);
            return Optional.empty();
        }
        if (trusted.size() >= MOST) {
            trusted.clear();
        }
        Instant until = now.plus(TRUSTED_FOR);
        Instant end = found.get().expiresAt();
        trusted.put(key, new Trusted(found.get().caller(), end != null && end.isBefore(until) ? end : until, present));
        return Optional.of(found.get().caller());
    }

    /** Users or tokens change: nothing read before the commit of the present transaction is trusted after it. */
    void forget() {
        afterCommit.runWithin(generation::incrementAndGet);
    }
}
