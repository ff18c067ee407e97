package org.jobyard.systemtests.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jobyard.embedded.PrivateRabbit;

/** The JVMs of a {@link WalkWorker} of one name, one after the other, with the notes that each has left. */
final class WalkProcess implements AutoCloseable {
    /**
     * One start.
     *
     * @param notes its file
     * @param endedAt when it was killed, by the end of which it wrote nothing more; null: it was not
     */
    record Life(Path notes, Instant endedAt) {}

    private final PrivateRabbit rabbit;
    private final String name;
    private final Path folder;
    private final List<Life> lives = new ArrayList<>();
    private Process process;
    private Path notes;

    WalkProcess(PrivateRabbit rabbit, String name, Path folder) {
        this.rabbit = rabbit;
        this.name = name;
        this.folder = folder;
    }

    void start() throws IOException {
        notes = folder.resolve(name + "-" + lives.size() + ".notes");
        Files.createFile(notes);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                WalkWorker.class.getName(),
                rabbit.uri().toString(),
                rabbit.user(),
                name,
                notes.toString());
        builder.environment().put(WalkWorker.PASSWORD, rabbit.password());
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".log").toFile()))
                .start();
    }

    /** SIGKILL; returns when it has ended. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        lives.add(new Life(notes, Instant.now()));
    }

    /** What was noted by its starts that have ended, and by the present one. */
    List<Life> lives() {
        List<Life> all = new ArrayList<>(lives);
        all.add(new Life(notes, null));
        return all;
    }

    /** Ends it in any case. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
