package org.jobyard.web.api.live;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A feed with its client. Wakes may come from any thread and at any time; however many come, the feed advances on one
 * thread at a time, and once more after a wake that came while it did.
 */
final class OpenFeed {

    private static final System.Logger LOG = System.getLogger(OpenFeed.class.getName());

    private final Feed feed;
    private final EventOutput out;
    private final Executor executor;
    private final Runnable ended;
    private final Instant closeAt;
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicBoolean keepAlive = new AtomicBoolean(true);
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenFeed(Feed feed, EventOutput out, Executor executor, Runnable ended, Instant closeAt) {
        this.feed = feed;
        this.out = out;
        this.executor = executor;
        this.ended = ended;
        this.closeAt = closeAt;
    }

    /** Something may be new. Does not block. */
    void wake() {
        changed.set(true);
        schedule();
    }

    /** Some time went by: shows the client that we are here, and ends a feed that is older than a sign-in may be trusted. */
    void tick(Instant now) {
        if (now.isAfter(closeAt)) {
            close();
        } else {
            keepAlive.set(true);
            schedule();
        }
    }

    private void schedule() {
        if (wakes.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            ended.run();
            out.close();
        }
    }

    private void run() {
        int seen = wakes.get();
        do {
            if (!closed.get()) {
                advance();
            }
            seen = wakes.addAndGet(-seen);
        } while (seen > 0);
    }

    private void advance() {
        try {
            boolean ticked = keepAlive.getAndSet(false);
            if (ticked) {
                out.keepAlive();
            }
            boolean look = changed.getAndSet(false) || (ticked && feed.looksAgain());
            if (look && feed.advance()) {
                close();
            }
        } catch (IOException clientGone) {
            LOG.log(Level.DEBUG, "a client stopped following", clientGone);
            close();
        } catch (RuntimeException failed) {
            // The client comes back by itself and goes on where it was.
            LOG.log(Level.WARNING, "a feed failed and is closed", failed);
            close();
        }
    }
}
