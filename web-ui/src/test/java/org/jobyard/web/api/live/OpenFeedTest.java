package org.jobyard.web.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenFeedTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final SentEvents out = new SentEvents();
    private final AtomicInteger ended = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private OpenFeed open(Feed feed) {
        return new OpenFeed(feed, out, threads, ended::incrementAndGet, Instant.EPOCH.plusSeconds(60));
    }

    private abstract static class TestFeed implements Feed {
        @Override
        public boolean looksAgain() {
            return false;
        }
    }

    @Test
    void aWakeIsNeverLostAndTheFeedNeverRunsTwiceAtATime() {
        AtomicInteger written = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        OpenFeed feed = open(new TestFeed() {
            @Override
            public boolean advance() {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                seen.set(written.get());
                inside.decrementAndGet();
                return false;
            }
        });
        int writers = 4;
        int each = 5_000;
        for (int writer = 0; writer < writers; writer++) {
            threads.execute(() -> {
                for (int i = 0; i < each; i++) {
                    written.incrementAndGet();
                    feed.wake();
                }
            });
        }

        await().untilAsserted(() -> assertThat(seen).hasValue(writers * each));
        assertThat(most).hasValue(1);
    }

    @Test
    void aTickSendsASignOfLifeAndReadsNothing() {
        AtomicInteger advanced = new AtomicInteger();
        OpenFeed feed = open(new TestFeed() {
            @Override
            public boolean advance() {
                advanced.incrementAndGet();
                return false;
            }
        });
        feed.wake();
        await().until(() -> out.keepAlives == 1 && advanced.get() == 1);
        feed.tick(Instant.EPOCH);
        await().until(() -> out.keepAlives == 2);

        assertThat(advanced).hasValue(1);
    }

    @Test
    void closesOnceAtTheEnd() {
        OpenFeed feed = open(new TestFeed() {
            @Override
            public boolean advance() {
                return true;
            }
        });
        feed.wake();
        await().until(() -> out.closed);
        feed.wake();
        feed.close();

        assertThat(ended).hasValue(1);
    }

    @Test
    void closesWhenTheClientIsGone() {
        out.gone = true;
        OpenFeed feed = open(new TestFeed() {
            @Override
            public boolean advance() {
                throw new IllegalStateException("not reached: the sign of life comes first");
            }
        });
        feed.tick(Instant.EPOCH);

        await().until(() -> ended.get() == 1);
    }

    @Test
    void closesWhenTheSignInIsTooOld() {
        OpenFeed feed = open(new TestFeed() {
            @Override
            public boolean advance() {
                return false;
            }
        });
        feed.tick(Instant.EPOCH.plusSeconds(61));

        assertThat(out.closed).isTrue();
    }
}
