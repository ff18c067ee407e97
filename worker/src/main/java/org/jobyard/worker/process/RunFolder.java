package org.jobyard.worker.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The folder of one run: {@code script}, its working folder {@code work}, {@code tmp}, {@code output}, and {@code process},
 * which says what was started.
 */
public final class RunFolder {
    /** Variable in the environment of the script, by which all its processes are known. */
    public static final String MARK = "JOBYARD_EXECUTION";

    private final Path folder;
    private final String execution;

    private RunFolder(Path folder, String execution) {
        this.folder = folder;
        this.execution = execution;
    }

    static RunFolder create(Path folder, UUID execution) throws IOException {
        Files.createDirectory(folder);
        var run = new RunFolder(folder, execution.toString());
        Files.createDirectory(run.work());
        Files.createDirectory(run.temporary());
        Files.createDirectory(run.output());
        return run;
    }

    static RunFolder existing(Path folder) {
        return new RunFolder(folder, folder.getFileName().toString());
    }

    /** The script. */
    public Path script() {
        return folder.resolve("script");
    }

    /** Where it runs. */
    public Path work() {
        return folder.resolve("work");
    }

    /** Its temporary files. */
    public Path temporary() {
        return folder.resolve("tmp");
    }

    /** The files it wants kept. */
    public Path output() {
        return folder.resolve("output");
    }

    /** Notes what was started, for the reaper and the next start of this worker. */
    public Session started(Process process) throws IOException {
        OptionalLong start = Session.startOf(process.pid());
        if (start.isPresent()) {
            // Moved into place: half a line would name another process.
            Path partial =
                    Files.writeString(folder.resolve("process.new"), process.pid() + " " + start.getAsLong() + "\n");
            Files.move(partial, file());
        }
        return new Session(process.pid(), start, MARK + "=" + execution);
    }

    /** All that was started here, whether it lives or not. */
    Session session() throws IOException {
        String[] words = Files.exists(file()) ? Files.readString(file()).strip().split(" ", -1) : new String[0];
        // Without the note, the mark in the environment still tells.
        return words.length == 2
                ? new Session(
                        Long.parseLong(words[0]), OptionalLong.of(Long.parseLong(words[1])), MARK + "=" + execution)
                : Session.ofVariable(MARK + "=" + execution);
    }

    /** Removes it, when nothing runs in it any more. */
    public void remove() throws IOException {
        Files.deleteIfExists(file());
        FileTrees.delete(folder);
    }

    private Path file() {
        return folder.resolve("process");
    }
}
