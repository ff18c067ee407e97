package org.jobyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What processes and all their descendants have cost, from {@code /proc}. */
final class Processes {
    /** Linux tells times of processes in hundredths of a second to every program, whatever the kernel counts in. */
    private static final int MILLIS_PER_TICK = 10;

    private final List<ProcessHandle> roots = new ArrayList<>();

    Processes(List<Long> pids) {
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(roots::add));
    }

    void add(ProcessHandle process) {
        roots.add(process);
    }

    /**
     * Processor time in milliseconds, of those that live and of children they have waited for. A database's finished
     * connections are in there, a process that nobody waited for is not.
     */
    long cpuMillis() {
        return all().mapToLong(Processes::ticks).sum() * MILLIS_PER_TICK;
    }

    /** Sum of the largest resident sizes so far, in megabytes; shared memory counts for each process that touched it. */
    long peakMegabytes() {
        return all().mapToLong(process -> kilobytes(process, "VmHWM:") - kilobytes(process, "RssShmem:"))
                        .sum()
                / 1024;
    }

    private Stream<ProcessHandle> all() {
        return roots.stream().flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
    }

    private static long ticks(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The name, in parentheses, may hold blanks; after it come state and then numbers.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[11])
                    + Long.parseLong(fields[12])
                    + Long.parseLong(fields[13])
                    + Long.parseLong(fields[14]);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static long kilobytes(ProcessHandle process, String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }
}
