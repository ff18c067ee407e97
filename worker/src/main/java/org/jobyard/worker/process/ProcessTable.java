package org.jobyard.worker.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The living processes of this machine, as {@code /proc} shows them. Those that have ended and were not waited for do not count. */
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");

    /**
     * A living process.
     *
     * @param pid its id
     * @param name its program's name
     * @param group its process group
     * @param session its session
     * @param start when it started, in clock ticks since the boot: with the id it names a process for good
     */
    record Entry(long pid, String name, long group, long session, long start) {}

    private ProcessTable() {}

    /** Whether this system has one. */
    static boolean isThere() {
        return Files.exists(PROC.resolve("self/stat"));
    }

    static List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path folder : folders) {
                find(Long.parseLong(folder.getFileName().toString())).ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the processes", e);
        }
        return entries;
    }

    static Optional<Entry> find(long pid) {
        return read(pid, "stat").flatMap(stat -> parse(pid, stat));
    }

    /** Whether a process was started with this text, NAME=VALUE, in its environment. */
    static boolean hasVariable(long pid, String variable) {
        return read(pid, "environ")
                .filter(environment -> ("\0" + environment + "\0").contains("\0" + variable + "\0"))
                .isPresent();
    }

    private static Optional<Entry> parse(long pid, String stat) {
        // The program's name, in parentheses, may hold anything; what follows is state, parent, group, session ...
        // start.
        int end = stat.lastIndexOf(')');
        String[] rest = stat.substring(end + 2).split(" ", -1);
        if (rest[0].equals("Z") || rest[0].equals("X")) {
            return Optional.empty();
        }
        String name = stat.substring(stat.indexOf('(') + 1, end);
        return Optional.of(
                new Entry(pid, name, Long.parseLong(rest[2]), Long.parseLong(rest[3]), Long.parseLong(rest[19])));
    }

    private static Optional<String> read(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve(file));
            return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            // It has ended meanwhile, or belongs to somebody else.
            return Optional.empty();
        }
    }
}
