package org.jobyard.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jobyard.embedded.FileTrees;
import org.jobyard.embedded.ProcessMark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The launcher as a person meets it: all its processes are real. One home goes through the tests in order, since a start
 * takes a while.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {
    private static final Path HOME = Path.of("target", "launcher-it").toAbsolutePath();
    private static final Duration START_LIMIT = Duration.ofMinutes(6);
    private static final JobyardProgram JOBYARD = new JobyardProgram(HOME);

    private static Process launcher;

    @BeforeAll
    static void start() throws Exception {
        FileTrees.delete(HOME);
        Files.createDirectories(HOME);
        launch();
        awaitUp();
    }

    @AfterAll
    static void stop() throws Exception {
        launcher.destroy();
        assertThat(launcher.waitFor(2, TimeUnit.MINUTES)).isTrue();
        // Does nothing when all is as it should be; else nothing of a failed test stays.
        assertThat(JOBYARD.run("stop").waitFor(2, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    @Order(1)
    void statusShowsWhereEverythingIs() throws Exception {
        JsonNode status = JOBYARD.status();
        assertThat(status.path("console").asText()).isEqualTo("http://127.0.0.1:" + JOBYARD.port() + "/");
        assertThat(status.path("api").asText()).isEqualTo("http://127.0.0.1:" + JOBYARD.port() + "/api/v1");
        assertThat(status.path("processes").path("launcher").asLong()).isEqualTo(launcher.pid());
        assertThat(JobyardProgram.marks(status)).hasSize(5).allMatch(ProcessMark::isAlive);
        assertThat(status.path("versions").path("postgresql").asText()).isNotEmpty();
        assertThat(status.path("versions").path("rabbitmq").asText()).isNotEmpty();
    }

    @Test
    @Order(2)
    void aSecondLauncherIsRefusedTheHome() throws Exception {
        Process second = JOBYARD.run("up");
        assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(second.errorReader().lines())
                .singleElement()
                .asString()
                .startsWith("jobyard: Jobyard already runs in " + HOME + " (process " + launcher.pid() + ")");
    }

    @Test
    @Order(3)
    void theFirstJobFindsAWorkerWhichKeepsItsLettersInAnyLocale() throws Exception {
        Path script = HOME.resolve("first.sh");
        Files.writeString(script, "echo 'grüß dich'; touch \"$JOBYARD_OUTPUT/ärger.txt\"; exit 7\n");

        Process run = JOBYARD.run("run", "--follow", script.toString());

        assertThat(run.inputReader(StandardCharsets.UTF_8).lines()).containsExactly("grüß dich");
        String submitted = run.errorReader().readLine();
        assertThat(submitted).startsWith("job ").endsWith(" is ENQUEUED");
        assertThat(run.waitFor()).isEqualTo(7);
        String id = submitted.split(" ", -1)[1];
        assertThat(JOBYARD.api().get("/jobs/" + id + "/outputs").findValuesAsText("name"))
                .containsExactly("ärger.txt");
    }

    @Test
    @Order(4)
    void thePasswordOfTheBrokerIsNotInTheEnvironmentThatScriptsCanRead() throws Exception {
        JsonNode status = JOBYARD.status();
        String password = Files.readString(
                Path.of(status.path("broker").path("passwordFile").asText()));
        Path environment =
                Path.of("/proc", status.path("processes").path("worker").asText(), "environ");
        assertThat(Files.readString(environment)).contains("JOBYARD_AMQP_URI=").doesNotContain(password.strip());
    }

    @Test
    @Order(5)
    void aPartThatDiesComesBack() throws Exception {
        JsonNode before = JOBYARD.status();
        ProcessMark broker = JobyardProgram.mark(before, "broker");
        ProcessHandle.of(broker.pid()).orElseThrow().destroyForcibly();

        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    JsonNode status = JOBYARD.status();
                    assertThat(status.path("state").asText()).isEqualTo("UP");
                    assertThat(JobyardProgram.mark(status, "broker")).isNotEqualTo(broker);
                });
        assertThat(JobyardProgram.mark(JOBYARD.status(), "server")).isEqualTo(JobyardProgram.mark(before, "server"));
    }

    @Test
    @Order(6)
    void ctrlCDuringAStartAfterTheLauncherWasKilledEndsAllInOrder() throws Exception {
        List<ProcessMark> left = JobyardProgram.marks(JOBYARD.status());
        launcher.destroyForcibly().waitFor();
        assertThat(left.stream().filter(ProcessMark::isAlive)).hasSize(4);

        launch();
        ProcessMark server = awaitNewServer(left);
        assertThat(left).noneMatch(ProcessMark::isAlive);
        JobyardProgram.signal(launcher, "INT");

        assertThat(launcher.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(128 + 2);
        assertThat(server.isAlive()).isFalse();
        assertThat(JOBYARD.marksLeft()).isEmpty();
        assertThat(JOBYARD.output()).contains("jobyard: ending\n", "jobyard: ended\n");
    }

    @Test
    @Order(7)
    void itStartsAgainAndSigtermEndsEverything() throws Exception {
        launch();
        awaitUp();
        List<ProcessMark> all = JobyardProgram.marks(JOBYARD.status());
        assertThat(all).hasSize(5);

        launcher.destroy();

        assertThat(launcher.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(128 + 15);
        assertThat(all).noneMatch(ProcessMark::isAlive);
        assertThat(JOBYARD.marksLeft()).isEmpty();
        assertThat(JOBYARD.status().path("state").asText()).isEqualTo("DOWN");
    }

    private static void launch() throws Exception {
        // The end of its input ends it, too: nothing stays when this JVM is killed.
        launcher = JOBYARD.launch("up", "--until-eof");
    }

    private static ProcessMark awaitNewServer(List<ProcessMark> old) {
        return Awaitility.await()
                .atMost(START_LIMIT)
                .until(() -> serverThatStarts(old), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<ProcessMark> serverThatStarts(List<ProcessMark> old) throws Exception {
        checkAlive();
        return ProcessMark.read(HOME.resolve("run/server.process"))
                .filter(ProcessMark::isAlive)
                .filter(mark -> !old.contains(mark));
    }

    private static void checkAlive() throws Exception {
        if (!launcher.isAlive()) {
            throw new IllegalStateException("The launcher has ended: " + JOBYARD.output());
        }
    }

    private static void awaitUp() {
        Awaitility.await("see " + HOME)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    checkAlive();
                    assertThat(JOBYARD.status().path("state").asText()).isEqualTo("UP");
                });
    }
}
