package org.jobyard.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jobyard.embedded.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherSettingsTest {
    private static final String HOST = "jobyard.http.host";

    @Test
    void fileThenEnvironmentThenCommandLine() {
        Map<String, String> file = Map.of(HOST, "1.1.1.1");
        Map<String, String> environment = Map.of("JOBYARD_HTTP_HOST", "2.2.2.2");
        Map<String, String> commandLine = Map.of(HOST, "3.3.3.3");

        assertThat(host(new LauncherSettings(Map.of(), Map.of(), Map.of()))).isEqualTo("127.0.0.1");
        assertThat(host(new LauncherSettings(file, Map.of(), Map.of()))).isEqualTo("1.1.1.1");
        assertThat(host(new LauncherSettings(file, environment, Map.of()))).isEqualTo("2.2.2.2");
        assertThat(host(new LauncherSettings(file, environment, commandLine))).isEqualTo("3.3.3.3");
    }

    @Test
    void childrenSeeTheSame() {
        LauncherSettings settings = new LauncherSettings(
                Map.of("jobyard.jobs.attempts", "5", "jobyard.timer.safety-read", "PT9M", "other", "x"),
                Map.of("JOBYARD_JOBS_ATTEMPTS", "7", "PATH", "/bin"),
                Map.of("jobyard.worker.capacity", "2"));

        assertThat(settings.forChildren())
                .isEqualTo(Map.of(
                        "JOBYARD_JOBS_ATTEMPTS", "7",
                        "JOBYARD_TIMER_SAFETY_READ", "PT9M",
                        "JOBYARD_WORKER_CAPACITY", "2"));
    }

    @Test
    void anEmptyValueIsNone() {
        LauncherSettings settings = new LauncherSettings(Map.of("jobyard.db.url", " "), Map.of(), Map.of());
        assertThat(settings.set(LauncherSetting.DB_URL)).isEmpty();
    }

    @Test
    void namesAWrongPort() {
        LauncherSettings settings = new LauncherSettings(Map.of(), Map.of("JOBYARD_HTTP_PORT", "70000"), Map.of());
        assertThatThrownBy(() -> settings.port(LauncherSetting.HTTP_PORT))
                .isInstanceOf(StartFailure.class)
                .hasMessage("jobyard.http.port must be a port, 1 to 65535, not '70000'.");
    }

    @Test
    void namesAWrongDuration() {
        LauncherSettings settings =
                new LauncherSettings(Map.of("jobyard.server.start-limit", "5m"), Map.of(), Map.of());
        assertThatThrownBy(() -> settings.duration(LauncherSetting.SERVER_START_LIMIT))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("jobyard.server.start-limit must be an ISO-8601 duration");
    }

    @Test
    void readsTheFileOfTheHome(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve("jobyard.properties"), "jobyard.server.jvm = -Xmx2g\n");
        assertThat(LauncherSettings.of(home, Map.of()).text(LauncherSetting.SERVER_JVM))
                .isEqualTo("-Xmx2g");
    }

    @Test
    void refusesANameThatIsNoneOfOurs(@TempDir Path home) {
        assertThatThrownBy(() -> LauncherSettings.of(home, Map.of("http.port", "1")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("-Dhttp.port");
    }

    private static String host(LauncherSettings settings) {
        return settings.text(LauncherSetting.HTTP_HOST);
    }
}
