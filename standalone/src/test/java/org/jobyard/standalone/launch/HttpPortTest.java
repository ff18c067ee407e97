package org.jobyard.standalone.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jobyard.embedded.Ports;
import org.jobyard.embedded.StartFailure;
import org.jobyard.standalone.home.Home;
import org.jobyard.standalone.home.KeptValues;
import org.jobyard.standalone.settings.LauncherSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpPortTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void staysTheSameForAHome() {
        int free = Ports.free();
        kept().keep("http.port", Integer.toString(free));
        assertThat(choose(Map.of())).isEqualTo(free);
        assertThat(said).isEmpty();
    }

    @Test
    void givesWayToAStrangerAndSaysSo() throws Exception {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            kept().keep("http.port", Integer.toString(stranger.getLocalPort()));
            int chosen = choose(Map.of());
            assertThat(chosen).isNotEqualTo(stranger.getLocalPort());
            assertThat(said)
                    .containsExactly("port " + stranger.getLocalPort() + " is in use; the server listens on " + chosen
                            + " from now on");
            assertThat(kept().number("http.port")).hasValue(chosen);
        }
    }

    @Test
    void isAnErrorWhenItIsSetAndInUse() throws Exception {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(stranger.getLocalPort());
            assertThatThrownBy(() -> choose(Map.of("jobyard.http.port", port)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("The server cannot start: port " + port
                            + " of 127.0.0.1 is in use. Choose another with jobyard.http.port.");
        }
    }

    private int choose(Map<String, String> file) {
        return HttpPort.choose(new LauncherSettings(file, Map.of(), Map.of()), kept(), said::add);
    }

    private KeptValues kept() {
        return new KeptValues(new Home(folder));
    }
}
