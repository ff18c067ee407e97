package org.jobyard.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jobyard.embedded.FileTrees;
import org.jobyard.embedded.Ports;
import org.jobyard.embedded.ProcessMark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The launcher as a person meets it: all its processes are real. One home goes through the tests in order, since a start
 * takes a while.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("launcher")
class LauncherIT {
    private static final Path DISTRIBUTION = Path.of(System.getProperty("jobyard.test.distribution"));
    private static final Path HOME = Path.of("target", "launcher-it").toAbsolutePath();
    private static final String PORT = Integer.toString(Ports.free());
    private static final Duration START_LIMIT = Duration.ofMinutes(6);

    private static Process launcher;

    @BeforeAll
    static void start() throws Exception {
        FileTrees.delete(HOME);
        up();
    }

    @AfterAll
    static void stop() throws Exception {
        // The end of its input ends it, too: nothing stays when this JVM is killed.
        launcher.getOutputStream().close();
        assertThat(launcher.waitFor(2, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    @Order(1)
    void statusShowsWhereEverythingIs() throws Exception {
        JsonNode status = status();
        assertThat(status.path("console").asText()).isEqualTo("http://127.0.0.1:" + PORT + "/");
        assertThat(status.path("api").asText()).isEqualTo("http://127.0.0.1:" + PORT + "/api/v1");
        assertThat(status.path("processes").path("launcher").asLong()).isEqualTo(launcher.pid());
        assertThat(marks(status)).hasSize(5).allMatch(ProcessMark::isAlive);
        assertThat(status.path("versions").path("postgresql").asText()).isNotEmpty();
        assertThat(status.path("versions").path("rabbitmq").asText()).isNotEmpty();
    }

    @Test
    @Order(2)
    void aSecondLauncherIsRefusedTheHome() throws Exception {
        Process second = command("up");
        assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("jobyard: Jobyard already runs in " + HOME + " (process " + launcher.pid() + ")")
                .hasLineCount(1);
    }

    @Test
    @Order(3)
    void aStartAfterTheLauncherWasKilledEndsWhatItLeftAndWorks() throws Exception {
        List<ProcessMark> left = marks(status());
        launcher.destroyForcibly().waitFor();
        assertThat(left.stream().filter(ProcessMark::isAlive)).hasSize(4);

        up();

        assertThat(left).noneMatch(ProcessMark::isAlive);
        assertThat(marks(status())).hasSize(5);
    }

    @Test
    @Order(4)
    void aPartThatDiesComesBack() throws Exception {
        JsonNode before = status();
        ProcessMark broker = mark(before, "broker");
        ProcessHandle.of(broker.pid()).orElseThrow().destroyForcibly();

        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(
                                status().path("processes").path("broker").asLong(0))
                        .isNotIn(0L, broker.pid()));
        assertThat(mark(status(), "server")).isEqualTo(mark(before, "server"));
    }

    @Test
    @Order(5)
    void sigtermEndsEverything() throws Exception {
        List<ProcessMark> all = marks(status());
        assertThat(all).hasSize(5);

        launcher.destroy();

        assertThat(launcher.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(all).noneMatch(ProcessMark::isAlive);
        assertThat(status().path("state").asText()).isEqualTo("DOWN");
    }

    private static void up() throws Exception {
        launcher = command("up", "--until-eof");
        Awaitility.await("see " + HOME)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    if (!launcher.isAlive()) {
                        throw new IllegalStateException(
                                new String(launcher.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
                    }
                    assertThat(status().path("state").asText()).isEqualTo("UP");
                });
    }

    private static JsonNode status() throws Exception {
        Process asked = command("status", "--json");
        return new ObjectMapper().readTree(asked.getInputStream());
    }

    private static List<ProcessMark> marks(JsonNode status) {
        List<ProcessMark> marks = new ArrayList<>();
        status.path("processes").fieldNames().forEachRemaining(part -> marks.add(mark(status, part)));
        return marks;
    }

    private static ProcessMark mark(JsonNode status, String part) {
        return ProcessMark.of(status.path("processes").path(part).asLong()).orElseThrow();
    }

    private static Process command(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                DISTRIBUTION.resolve("jobyard.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("JOBYARD_"));
        builder.environment().put("JOBYARD_HOME", HOME.toString());
        builder.environment().put("JOBYARD_HTTP_PORT", PORT);
        return builder.start();
    }
}
