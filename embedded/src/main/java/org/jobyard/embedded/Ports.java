package org.jobyard.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this host. */
public final class Ports {
    /** What was handed out: between two services that start at once, a port must not go to both. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    /**
     * Below the ports that systems give to outgoing connections (Linux from 32768 on): a server that is down for a moment must
     * find its port free again, and one that chose at the same time must have chosen another.
     */
    private static final int LOWEST = 15_000;

    private static final int HIGHEST = 32_000;
    private static final int TRIES = 10_000;
    private static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /** Whether nobody listens on the port of the address now. */
    public static boolean isFree(String host, int port) {
        // Not a server's socket: a process that another thread starts meanwhile has it for a moment, too, and would
        // listen.
        try (Socket socket = new Socket()) {
            // Connections of a server that has just ended must not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getAllByName(host)[0], port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Different ports of the loopback address that are free now and that this JVM was not given before. */
    public static int[] free(int count) {
        int[] free = ThreadLocalRandom.current()
                .ints(TRIES, LOWEST, HIGHEST)
                .filter(port -> isFree(LOOPBACK, port) && GIVEN.add(port))
                .limit(count)
                .toArray();
        if (free.length < count) {
            throw new StartFailure("No port from " + LOWEST + " to " + HIGHEST + " is free.");
        }
        return free;
    }

    /** One such port. */
    public static int free() {
        return free(1)[0];
    }
}
