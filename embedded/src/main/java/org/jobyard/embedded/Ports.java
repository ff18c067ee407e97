package org.jobyard.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** TCP ports of this host. */
public final class Ports {
    /** What was handed out: between two services that start at once, a port must not go to both. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** Whether nobody listens on the port of the address now. */
    public static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of a server that has just ended must not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getAllByName(host)[0], port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Different ports of the loopback address that were free a moment ago and that this JVM was not given before. */
    public static int[] free(int count) {
        List<ServerSocket> open = new ArrayList<>();
        try {
            int[] free = new int[count];
            for (int found = 0; found < count; ) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                open.add(socket);
                if (GIVEN.add(socket.getLocalPort())) {
                    free[found++] = socket.getLocalPort();
                }
            }
            return free;
        } catch (IOException e) {
            throw new StartFailure("No free port: " + e.getMessage(), e);
        } finally {
            open.forEach(Ports::close);
        }
    }

    /** One such port. */
    public static int free() {
        return free(1)[0];
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new StartFailure("Cannot close a socket: " + e.getMessage(), e);
        }
    }
}
