package org.jobyard.ra;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** Stands between the adapter and the broker, on a port of its own; in plain or with TLS towards the adapter. */
final class AmqpProxy implements AutoCloseable {
    private static final int METHOD_FRAME = 1;
    /** Class 60 (basic), method 80 (ack): from the broker, the confirm of a message. */
    private static final int CONFIRM = 60 << 16 | 80;

    private final ServerSocket server;
    private final int broker;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger swallowed = new AtomicInteger();
    private volatile boolean swallowing;

    /** Listens on 127.0.0.1 with sockets of this kind, for the broker at this port. */
    AmqpProxy(ServerSocketFactory kind, int broker) throws IOException {
        this.server = kind.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.broker = broker;
        inBackground(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on, connections that are open lose the broker's confirms; those that come later do not. */
    void swallowConfirms() {
        swallowing = true;
    }

    /** How many confirms were swallowed. */
    int swallowed() {
        return swallowed.get();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), broker);
            sockets.add(client);
            sockets.add(upstream);
            boolean old = !swallowing;
            inBackground(() -> copy(client, upstream));
            inBackground(() -> copyFrames(upstream, client, old));
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    /** A frame: kind, channel, size, payload, end mark. What the broker sends is frames from the first byte on. */
    private void copyFrames(Socket from, Socket to, boolean mayLose) throws IOException {
        try (from;
                to;
                DataInputStream in = new DataInputStream(from.getInputStream());
                DataOutputStream out = new DataOutputStream(to.getOutputStream())) {
            while (true) {
                int kind = in.readUnsignedByte();
                int channel = in.readUnsignedShort();
                byte[] payload = new byte[in.readInt()];
                in.readFully(payload);
                int end = in.readUnsignedByte();
                if (mayLose && swallowing && kind == METHOD_FRAME && method(payload) == CONFIRM) {
                    swallowed.incrementAndGet();
                    continue;
                }
                out.writeByte(kind);
                out.writeShort(channel);
                out.writeInt(payload.length);
                out.write(payload);
                out.writeByte(end);
                out.flush();
            }
        }
    }

    private static int method(byte[] payload) {
        return java.nio.ByteBuffer.wrap(payload).getInt();
    }

    private interface Task {
        void run() throws IOException;
    }

    private void inBackground(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // One side has ended, or refused the other's certificate: that is what the tests look at.
                        Thread.currentThread().interrupt();
                    }
                },
                "amqp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
