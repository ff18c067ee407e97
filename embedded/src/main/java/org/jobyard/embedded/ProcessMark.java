package org.jobyard.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Which process is meant: its id, and when it was born, since ids are used again. Kept in a file, it lets a later JVM
 * recognize the children of one that was killed, and never take a stranger for one of them.
 *
 * @param pid process id
 * @param birth on Linux the boot and the clock ticks since then (wall-clock start times shift when the clock is set);
 *     elsewhere the start instant
 */
public record ProcessMark(long pid, String birth) {

    /** The mark of a living process; empty when there is none of that id. */
    public static Optional<ProcessMark> of(long pid) {
        return birthOf(pid).map(birth -> new ProcessMark(pid, birth));
    }

    /** Reads a mark; empty when the file is missing or was torn. */
    public static Optional<ProcessMark> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() < 2
                    ? Optional.empty()
                    : Optional.of(new ProcessMark(Long.parseLong(lines.get(0)), lines.get(1)));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StartFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes the mark, whole or not at all. */
    public void write(Path file) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, pid + "\n" + birth + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartFailure("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Whether the very process still runs. One that has ended but was not waited for counts as ended. */
    public boolean isAlive() {
        return birthOf(pid).filter(birth::equals).isPresent();
    }

    private static Optional<String> birthOf(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(p -> p.info().startInstant().map(Object::toString).orElse(""));
        }
        try {
            String line = Files.readString(stat);
            // The program's name, in parentheses, may hold spaces; what follows is state (3rd) ... threads (20th) ...
            // start
            // time (22nd).
            String[] rest = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            // While other threads of it still end, its files and ports are not free yet.
            boolean ended = (rest[0].equals("Z") || rest[0].equals("X")) && Integer.parseInt(rest[17]) <= 1;
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return ended ? Optional.empty() : Optional.of(boot + " " + rest[19]);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
