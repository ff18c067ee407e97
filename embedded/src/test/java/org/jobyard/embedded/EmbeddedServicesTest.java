package org.jobyard.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EmbeddedServicesTest {

    @Test
    void endWithAJvmThatIsKilled() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = jvm.inputReader()) {
            Path folder = Path.of(output.readLine());
            List<ProcessMark> services = Stream.of(output.readLine().split(" ", -1))
                    .map(Long::valueOf)
                    .map(pid -> ProcessMark.of(pid).orElseThrow())
                    .toList();
            assertThat(services).hasSize(2);

            jvm.destroyForcibly();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> services.stream().noneMatch(ProcessMark::isAlive) && !Files.exists(folder));
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** Starts the services, says their process ids and waits for its end. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws Exception {
            EmbeddedServices services = EmbeddedServices.shared();
            System.out.println(services.postgres().log().getParent().getParent());
            System.out.println(
                    services.postgres().pid() + " " + services.rabbit().pid());
            Thread.currentThread().join();
        }
    }
}
