package org.jobyard.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;

/**
 * Counts wrong tokens by address. A token has 256 random bits and cannot be guessed; this only tells a client that runs wild
 * to stop, and never shuts out a right token from the same address.
 */
@ApplicationScoped
public class WrongTokens {

    static final int ALLOWED = 20;
    static final Duration WINDOW = Duration.ofMinutes(1);
    // An attacker with many addresses must not fill the memory: the oldest are forgotten.
    private static final int ADDRESSES = 10_000;

    private record Count(Instant since, int wrong) {}

    private final Map<String, Count> counts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > ADDRESSES;
        }
    };

    private final Clock clock;

    /** For the container's proxy, which carries out nothing itself. */
    protected WrongTokens() {
        this(null);
    }

    @Inject
    public WrongTokens(Clock clock) {
        this.clock = clock;
    }

    /** What to answer to one more wrong token from this address: UNAUTHENTICATED, or TOO_MANY. */
    synchronized JobyardException refuse(String address) {
        Instant now = clock.instant();
        Count old = counts.get(address);
        boolean fresh = old == null || old.since().plus(WINDOW).isBefore(now);
        Count count = fresh ? new Count(now, 1) : new Count(old.since(), old.wrong() + 1);
        counts.put(address, count);
        return count.wrong() > ALLOWED
                ? new JobyardException(ErrorCode.TOO_MANY, "Too many wrong tokens from this address; wait a minute.")
                : new JobyardException(ErrorCode.UNAUTHENTICATED, "The token is unknown, expired or revoked.");
    }
}
