package org.jobyard.web.startup;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.startup.Startup;

/**
 * Serves no address; it is what the container starts after all else of the application, and it lets work in when that
 * start is over. Until then the container still changes what it loads classes from: its web class loader closes its JAR
 * files as the last thing, without regard to other threads, and a class whose initialisation met that would be unusable
 * for as long as the server runs.
 */
@WebServlet(
        name = "lastStep",
        urlPatterns = {},
        loadOnStartup = Integer.MAX_VALUE)
public class LastStep extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(LastStep.class.getName());

    /** The container's start of a web application; what has no such frame is not waited for. */
    private static final String CONTEXT = "org.apache.catalina.core.StandardContext";

    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final long TRY_AGAIN_MILLIS = 5_000;

    @Inject
    private transient Startup startup;

    @Resource
    private transient ManagedScheduledExecutorService executor;

    @Override
    public void init() {
        Thread starter = Thread.currentThread();
        later(() -> openAfter(starter), LOOK_AGAIN_MILLIS);
    }

    private void openAfter(Thread starter) {
        if (isWithinStart(starter)) {
            later(() -> openAfter(starter), LOOK_AGAIN_MILLIS);
        } else {
            open();
        }
    }

    private void open() {
        try {
            startup.open();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "This node takes no work yet; tried again in " + TRY_AGAIN_MILLIS + " ms", e);
            later(this::open, TRY_AGAIN_MILLIS);
        }
    }

    private void later(Runnable action, long millis) {
        Future<?> ignored = executor.schedule(action, millis, TimeUnit.MILLISECONDS);
    }

    private static boolean isWithinStart(Thread starter) {
        return Arrays.stream(starter.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(CONTEXT)
                        && frame.getMethodName().equals("start"));
    }
}
