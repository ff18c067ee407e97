package org.jobyard.systemtests.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A wire between two processes that the test can cut. Connections made after the cut go through again. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        return thread;
    });

    /** Leads from a port of its own to another, both on loopback. */
    TcpProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::acceptAll);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Cuts all connections; what was on its way is lost. */
    void cut() {
        open.forEach(TcpProxy::reset);
        open.clear();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                open.add(near);
                threads.execute(() -> connect(near));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void connect(Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(far);
            threads.execute(() -> pump(near, far));
            pump(far, near);
        } catch (IOException e) {
            // Nobody listens there now.
            reset(near);
            open.remove(near);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side is gone, so the other goes, too.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** Without a last word, as when a cable is pulled and the other side finds out. */
    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It was closed already.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        threads.shutdownNow();
    }
}
