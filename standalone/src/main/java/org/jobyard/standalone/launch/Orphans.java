package org.jobyard.standalone.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jobyard.embedded.Child;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.standalone.home.Home;
import org.jobyard.standalone.home.LaunchRecord;

/**
 * What a killed launcher has left running: ended in the order in which it would have done it. The marks say which
 * processes those are; a process that merely has the same id by now is left alone.
 */
public final class Orphans {
    private final Home home;

    /** Of this home, whose lock the caller holds. */
    public Orphans(Home home) {
        this.home = home;
    }

    /** Names of those that run. */
    public List<String> running() {
        List<String> names = new ArrayList<>();
        for (Orphan orphan : all()) {
            ProcessMark.read(orphan.mark()).filter(ProcessMark::isAlive).ifPresent(mark -> names.add(orphan.name()));
        }
        return names;
    }

    /** Ends them, and forgets what was running. */
    public void end() {
        all().forEach(orphan -> Child.endOrphan(orphan.mark(), orphan.signal(), orphan.grace()));
        LaunchRecord.delete(home);
    }

    private record Orphan(String name, Path mark, String signal, Duration grace) {}

    private List<Orphan> all() {
        return List.of(
                new Orphan("worker", home.run().resolve("worker.process"), "TERM", Duration.ofSeconds(20)),
                new Orphan("server", home.run().resolve("server.process"), "TERM", Duration.ofSeconds(30)),
                new Orphan("broker", home.broker().resolve("node.process"), "TERM", Duration.ofSeconds(30)),
                new Orphan("port mapper", home.broker().resolve("epmd.process"), "TERM", Duration.ofSeconds(2)),
                new Orphan("database", home.database().resolve("process"), "INT", Duration.ofSeconds(30)));
    }
}
