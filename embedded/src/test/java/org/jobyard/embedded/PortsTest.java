package org.jobyard.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final String HOST = "127.0.0.1";

    @Test
    void aPortSomebodyListensOnIsNotFree() throws Exception {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertThat(Ports.isFree(HOST, server.getLocalPort())).isFalse();
        }
    }

    @Test
    void aPortSomebodyListensOnAtAllAddressesIsNotFree() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            assertThat(Ports.isFree(HOST, server.getLocalPort())).isFalse();
        }
    }

    @Test
    void aLookThatIsNotOverYetIsInNobodysWay() throws Exception {
        int port = Ports.free();
        try (Socket look = new Socket();
                ServerSocket server = new ServerSocket()) {
            look.setReuseAddress(true);
            look.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

            assertThat(Ports.isFree(HOST, port)).isTrue();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(Ports.isFree(HOST, port)).isFalse();
        }
    }
}
