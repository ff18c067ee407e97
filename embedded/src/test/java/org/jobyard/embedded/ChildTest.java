package org.jobyard.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    /** Says when it is ready for the signal, and takes a moment for its orderly end. */
    private static final String ORDERLY =
            "trap 'sleep 0.3; echo in order; exit 0' TERM; echo ready; while :; do sleep 0.05; done";

    @TempDir
    Path folder;

    @Test
    void anInterruptDoesNotCutAnOrderlyEndShort() throws Exception {
        Child child = start(ORDERLY);
        Thread.currentThread().interrupt();

        child.end("TERM", Duration.ofSeconds(20));

        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(child.isAlive()).isFalse();
        assertThat(log()).contains("in order");
        assertThat(mark()).doesNotExist();
    }

    @Test
    void whatDoesNotEndInTimeIsKilled() throws Exception {
        Child child = start("trap '' TERM; echo ready; while :; do sleep 0.05; done");

        child.end("TERM", Duration.ofMillis(200));

        assertThat(child.isAlive()).isFalse();
        assertThat(child.exitStatus()).isEqualTo(128 + 9);
    }

    @Test
    void theOrphanOfAKilledJvmIsEndedByItsMark() throws Exception {
        Child orphan = start(ORDERLY);
        assertThat(ProcessMark.read(mark())).contains(orphan.mark());

        Child.endOrphan(mark(), "TERM", Duration.ofSeconds(20));

        assertThat(orphan.mark().isAlive()).isFalse();
        assertThat(log()).contains("in order");
        assertThat(mark()).doesNotExist();
    }

    private Child start(String script) throws Exception {
        Child child = Child.start(new ProcessBuilder("/bin/sh", "-c", script), folder.resolve("log"), mark());
        assertThat(Waiting.until(
                        Duration.ofSeconds(20),
                        () -> Logs.since(folder.resolve("log"), 0).contains("ready")))
                .isTrue();
        return child;
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("log"));
    }

    private Path mark() {
        return folder.resolve("mark");
    }
}
