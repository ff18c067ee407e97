package org.jobyard.systemtests.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/** Guesses tokens from another address of this machine, so that the other tests' address stays in good repute. */
final class Guesser {

    private final URI address;

    Guesser(URI address) {
        this.address = address;
    }

    /** Sends a wrong token and returns the status of the answer. */
    int guess() throws IOException {
        InetAddress server = InetAddress.getByName(address.getHost());
        InetAddress other = InetAddress.getByName("127.0.0.77");
        try (Socket socket = new Socket(server, address.getPort(), other, 0)) {
            String request = "GET " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                    + "\r\nAuthorization: Bearer jy_wrong\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            try (Scanner scanner = new Scanner(answer, StandardCharsets.UTF_8)) {
                scanner.next();
                return scanner.nextInt();
            }
        }
    }
}
