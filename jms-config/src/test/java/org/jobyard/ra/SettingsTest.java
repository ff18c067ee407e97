package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.resource.spi.InvalidPropertyException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void acceptsWhatIsUsual() throws InvalidPropertyException {
        Settings settings = settings("amqp://localhost:5672/jobs", "guest", "node-1", 10);

        assertThat(settings.check()).isSameAs(settings);
    }

    @Test
    void namesEveryErrorAtOnce() {
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(() -> settings("http://x", " ", "a b", 0).check())
                .withMessageContaining("uri must begin with amqp://")
                .withMessageContaining("user must be set")
                .withMessageContaining("nodeId must be")
                .withMessageContaining("confirmTimeoutMillis must be more than 0");
    }

    @Test
    void refusesCredentialsInTheAddress() {
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(() -> settings("amqp://u:secret@h/", "u", "n", 1).check())
                .withMessageContaining("must not hold user and password")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        assertThat(settings("amqp://h", "u", "n", 1).toString()).doesNotContain("hush");
    }

    private static Settings settings(String uri, String user, String node, int confirmMillis) {
        return new Settings(
                uri,
                user,
                "hush",
                node,
                "jdbc/x",
                "topology.json",
                "dead",
                "unroutable",
                Duration.ofMillis(confirmMillis),
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                1000);
    }
}
