package org.jobyard.standalone.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.jobyard.standalone.launch.Launch;

/** A launch that ends with this process: at its own end, at Ctrl-C and at SIGTERM. */
final class RunningLaunch implements AutoCloseable {
    private final Launch launch;
    private final PrintStream out = System.out;

    RunningLaunch(HomeOptions options) {
        this.launch = new Launch(options.home(), options.settings(), this::say);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end"));
    }

    private void say(String line) {
        out.println("jobyard: " + line);
        out.flush();
    }

    /** Starts it and says where it is and how to sign in. */
    Launch.Started start() {
        Launch.Started started = launch.start();
        explain(started);
        return started;
    }

    /** Says where it is and how to sign in. */
    void explain(Launch.Started started) {
        out.println();
        out.println("  console   " + started.console());
        out.println("  API       " + started.api());
        out.println("  sign in   " + signIn(started));
        out.println();
        out.flush();
    }

    private static String signIn(Launch.Started started) {
        return started.newAdminPassword() == null
                ? "user admin, with the password you know"
                : "user admin, password " + started.newAdminPassword() + "   (shown this once; keep it)";
    }

    /** Waits for a signal, or for the end of our input when {@code untilEof}. */
    void stay(boolean untilEof) {
        try {
            if (untilEof) {
                System.in.transferTo(OutputStream.nullOutputStream());
            } else {
                new CountDownLatch(1).await();
            }
        } catch (IOException e) {
            say("input broke off: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Also waits for an end that another thread has begun: a signal must not let the process go in the middle of it. */
    @Override
    public void close() {
        boolean first = !launch.isClosed();
        if (first) {
            say("ending");
        }
        launch.close();
        if (first) {
            say("ended");
        }
    }
}
