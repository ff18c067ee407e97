package org.jobyard.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private Process stranger;

    @BeforeEach
    void start() throws Exception {
        stranger = new ProcessBuilder("setsid", "sleep", "300").start();
    }

    @AfterEach
    void end() {
        stranger.destroyForcibly().onExit().join();
    }

    @Test
    void aStrangerWithTheIdOfAnEndedScriptIsSpared() {
        long start = Session.startOf(stranger.pid()).orElseThrow();
        String mark = RunFolder.MARK + "=" + UUID.randomUUID();

        assertThat(new Session(stranger.pid(), OptionalLong.of(start - 1), mark).end(Duration.ZERO))
                .isEmpty();
        assertThat(new Session(stranger.pid(), OptionalLong.empty(), mark).end(Duration.ZERO))
                .isEmpty();
        assertThat(Session.ofVariable(mark).end(Duration.ZERO)).isEmpty();

        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void itsOwnAreHeldAndGoOn() throws Exception {
        long start = Session.startOf(stranger.pid()).orElseThrow();
        Session session = new Session(stranger.pid(), OptionalLong.of(start), "NO=MARK");
        session.pause();
        await().until(() -> state().equals("T"));
        session.resume();
        await().until(() -> !state().equals("T"));
    }

    private String state() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + stranger.pid() + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
    }

    @Test
    void itsOwnAreEnded() throws Exception {
        long start = Session.startOf(stranger.pid()).orElseThrow();

        assertThat(new Session(stranger.pid(), OptionalLong.of(start), "NO=MARK").end(Duration.ofSeconds(5)))
                .isEmpty();

        assertThat(stranger.waitFor()).isNotZero();
    }
}
