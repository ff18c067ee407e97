package org.jobyard.standalone.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.embedded.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void isInTheCheckoutUnlessTheEnvironmentSaysOtherwise() {
        assertThat(Home.from(Map.of(), "/checkout").folder()).isEqualTo(Path.of("/checkout/.jobyard"));
        assertThat(Home.from(Map.of(Home.VARIABLE, "/elsewhere"), "/checkout").folder())
                .isEqualTo(Path.of("/elsewhere"));
    }

    @Test
    void belongsToOneLauncher() {
        Home home = new Home(folder).prepare();
        try (HomeLock lock = HomeLock.take(home)) {
            assertThat(lock).isNotNull();
            assertThat(HomeLock.launcher(home).map(ProcessMark::pid))
                    .hasValue(ProcessHandle.current().pid());
            assertThatThrownBy(() -> HomeLock.take(home))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageStartingWith("Jobyard already runs in " + folder);
        }
        HomeLock.take(home).close();
    }

    @Test
    void remembersWhatRuns() {
        Home home = new Home(folder).prepare();
        LaunchRecord.Service service = new LaunchRecord.Service("amqp://h:1", "u", "/p");
        LaunchRecord record = new LaunchRecord(
                "http://h:1/",
                "http://h:1/api/v1",
                service,
                service,
                Map.of("server", new ProcessMark(1, "b 2")),
                Map.of("java", "17"));
        record.write(home);
        assertThat(LaunchRecord.read(home)).hasValue(record);
        LaunchRecord.delete(home);
        assertThat(LaunchRecord.read(home)).isEmpty();
    }
}
