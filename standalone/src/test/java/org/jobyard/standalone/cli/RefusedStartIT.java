package org.jobyard.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jobyard.embedded.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot start says so in one line, ends with a status that is not 0, and leaves nothing running. */
class RefusedStartIT {
    @TempDir
    Path home;

    @Test
    void aUsedPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(refusal(Map.of("JOBYARD_HTTP_PORT", Integer.toString(taken.getLocalPort()))))
                    .isEqualTo("jobyard: The server cannot start: port " + taken.getLocalPort()
                            + " of 127.0.0.1 is in use. Choose another with jobyard.http.port.");
        }
    }

    @Test
    void aDatabaseThatCannotBeReached() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/jobyard";
        assertThat(refusal(Map.of("JOBYARD_DB_URL", url)))
                .startsWith("jobyard: Cannot reach the database " + url + " as jobyard: Connection to ");
    }

    @Test
    void aBrokerThatCannotBeReached() throws Exception {
        String uri = "amqp://127.0.0.1:" + Ports.free();
        assertThat(refusal(Map.of("JOBYARD_AMQP_URI", uri)))
                .startsWith("jobyard: Cannot reach the broker " + uri + " as jobyard: Connection refused");
    }

    @Test
    void aHomeThatCannotBeMade() throws Exception {
        assertThat(refusal(Map.of("JOBYARD_HOME", "/proc/nowhere")))
                .startsWith("jobyard: Cannot use the folder /proc/nowhere");
    }

    private String refusal(Map<String, String> environment) throws Exception {
        JobyardProgram jobyard = new JobyardProgram(home);
        Process up = jobyard.run(environment, "up");
        assertThat(up.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        return assertThat(up.errorReader().lines()).singleElement().asString().actual();
    }
}
