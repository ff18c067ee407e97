package org.jobyard.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** TCP ports of this host. */
public final class Ports {
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

    /** Different ports of the loopback address that were free a moment ago. */
    public static int[] free(int count) {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return open.stream().mapToInt(ServerSocket::getLocalPort).toArray();
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
