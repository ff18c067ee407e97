package org.jobyard.embedded;

import java.io.IOException;
import java.time.Duration;

/** Sends signals to processes that are still the ones meant, and waits for their end. */
public final class Signals {
    private Signals() {}

    /** Sends a signal by its name ({@code INT}, {@code TERM}, {@code KILL}); does nothing when the process has ended. */
    public static void send(ProcessMark process, String signal) {
        if (!process.isAlive()) {
            return;
        }
        try {
            // The shell's own kill: the program of that name is missing on small systems.
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Waiting.throughout(Duration.ofSeconds(10), () -> !kill.isAlive());
        } catch (IOException e) {
            throw new StartFailure("Cannot signal process " + process.pid() + ": " + e.getMessage(), e);
        }
    }

    /** Asks with a signal, waits whatever interrupts the thread, and kills what has not ended by then. Returns whether it ended when asked. */
    public static boolean end(ProcessMark process, String signal, Duration grace) {
        send(process, signal);
        if (Waiting.throughout(grace, () -> !process.isAlive())) {
            return true;
        }
        send(process, "KILL");
        Waiting.throughout(Duration.ofSeconds(10), () -> !process.isAlive());
        return false;
    }
}
