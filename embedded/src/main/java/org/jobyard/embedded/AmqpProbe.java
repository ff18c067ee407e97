package org.jobyard.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Asks a port whether a broker answers there, by the first words of AMQP 0-9-1. */
public final class AmqpProbe {
    private static final byte[] PROTOCOL_HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final int METHOD_FRAME = 1;
    private static final int TIMEOUT_MS = 2_000;

    private AmqpProbe() {}

    /** Whether a broker answers now; waits two seconds at most. */
    public static boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getAllByName(host)[0], port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(PROTOCOL_HEADER);
            // Connection.Start is a method frame; a broker that is not up yet, or speaks something else, sends none.
            return socket.getInputStream().read() == METHOD_FRAME;
        } catch (IOException e) {
            return false;
        }
    }
}
