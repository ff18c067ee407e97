package org.jobyard.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a program that refuses to run as root, as PostgreSQL does, is run by root. First choice is a user namespace, in
 * which the files stay root's; where the kernel forbids that (as in many containers), it runs as the user nobody, who
 * gets the data folder and the one right to pass through the folders above it.
 */
enum NotRoot {
    /** We are not root: nothing to do. */
    AS_IS(""),
    /** In a user namespace. */
    NAMESPACE("unshare -U"),
    /** As nobody. */
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=+dac_override --ambient-caps=+dac_override");

    private static final int NOBODY_ID = 65534;

    private final String prefix;

    NotRoot(String prefix) {
        this.prefix = prefix;
    }

    /** Whether this JVM runs as root. */
    static boolean isRoot() {
        return uid(Path.of("/proc/self")) == 0;
    }

    /** The way that works here. */
    static NotRoot detect() {
        if (!isRoot()) {
            return AS_IS;
        }
        for (NotRoot way : List.of(NAMESPACE, NOBODY)) {
            if (run(way.command(List.of("true"))) == 0) {
                return way;
            }
        }
        throw new StartFailure("PostgreSQL refuses to run as root, and neither unshare -U nor setpriv works here: "
                + "start Jobyard as another user, or set JOBYARD_DB_URL to use a server of your own.");
    }

    /** The command with what must stand before it. */
    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (!prefix.isEmpty()) {
            whole.addAll(List.of(prefix.split(" ", -1)));
        }
        whole.addAll(command);
        return whole;
    }

    /** Gives the folder to the user the program will run as, when it is not theirs yet. */
    void own(Path folder) {
        int owner = switch (this) {
            case AS_IS -> uid(folder);
            case NAMESPACE -> 0;
            case NOBODY -> NOBODY_ID;
        };
        if (uid(folder) != owner && run(List.of("chown", "-R", owner + ":" + owner, folder.toString())) != 0) {
            throw new StartFailure("Cannot give " + folder + " to user " + owner + ".");
        }
    }

    private static int uid(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid");
        } catch (IOException e) {
            throw new StartFailure("Cannot find the owner of " + path + ": " + e.getMessage(), e);
        }
    }

    private static int run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
