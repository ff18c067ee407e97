package org.jobyard.web.api.live;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.status.LiveUpdates;

/** All clients of this node that follow a job. Their writes have threads of their own, so that slow clients delay nobody else. */
@ApplicationScoped
@ManagedExecutorDefinition(name = LiveFeeds.EXECUTOR, maxAsync = 16)
public class LiveFeeds {

    /** Events go only to who asks for them by name: whoever takes anything gets the other form, which has an end. */
    public static final String EVENTS = MediaType.SERVER_SENT_EVENTS + ";qs=0.5";

    static final String EXECUTOR = "java:module/concurrent/LiveFeeds";

    private static final System.Logger LOG = System.getLogger(LiveFeeds.class.getName());
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    // Who came in is asked anew so often: the client comes back with its token or session.
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Set<OpenFeed> open = ConcurrentHashMap.newKeySet();

    @Inject
    LiveUpdates updates;

    @Inject
    Clock clock;

    @Inject
    Settings settings;

    @Resource(lookup = EXECUTOR)
    ManagedExecutorService writers;

    @Resource
    ManagedScheduledExecutorService timer;

    private ScheduledFuture<?> ticking;

    @PostConstruct
    void start() {
        ticking = timer.scheduleAtFixedRate(
                () -> open.forEach(feed -> feed.tick(clock.instant())),
                KEEP_ALIVE.toSeconds(),
                KEEP_ALIVE.toSeconds(),
                TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        ticking.cancel(false);
        open.forEach(OpenFeed::close);
    }

    /**
     * Begins to tell a client of a job; returns at once.
     *
     * @throws JobyardException TOO_MANY when as many clients follow as this node allows
     */
    public void open(UUID job, SseEventSink sink, Sse sse, Function<EventOutput, Feed> feed) {
        if (open.size() >= settings.number(Setting.FOLLOWERS_MAX)) {
            throw new JobyardException(
                    ErrorCode.TOO_MANY, "Too many clients follow jobs on this node; try again later.");
        }
        EventOutput out = new EventOutput(sink, sse);
        AtomicReference<OpenFeed> self = new AtomicReference<>();
        // Follows before the first read: a change between the two wakes once too often instead of never.
        AutoCloseable subscription = updates.follow(job, () -> wake(self.get()));
        OpenFeed opened = new OpenFeed(
                feed.apply(out),
                out,
                writers,
                () -> end(self.get(), subscription),
                clock.instant().plus(LONGEST));
        self.set(opened);
        open.add(opened);
        opened.wake();
    }

    /** How many clients follow now. */
    public int count() {
        return open.size();
    }

    private static void wake(OpenFeed feed) {
        if (feed != null) {
            feed.wake();
        }
    }

    private void end(OpenFeed feed, AutoCloseable subscription) {
        open.remove(feed);
        try {
            subscription.close();
        } catch (Exception failed) {
            LOG.log(Level.WARNING, "a subscription was not closed", failed);
        }
    }
}
