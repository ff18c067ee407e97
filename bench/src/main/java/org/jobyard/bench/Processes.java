package org.jobyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What processes and all their descendants have cost, from {@code /proc}. */
final class Processes {
    /** Linux tells times of processes in hundredths of a second to every program, whatever the kernel counts in. */
    private static final int MILLIS_PER_TICK = 10;

    private final Map<String, List<ProcessHandle>> roots = new LinkedHashMap<>();

    /** Counts a process, and its descendants, for a part of the whole. */
    void add(String part, ProcessHandle process) {
        roots.computeIfAbsent(part, name -> new ArrayList<>()).add(process);
    }

    /**
     * Processor time of each part in milliseconds, of those that live and of children they have waited for. A database's finished
     * connections are in there, a process that nobody waited for is not.
     */
    Map<String, Long> cpuMillis() {
        Map<String, Long> parts = new LinkedHashMap<>();
        roots.forEach((part, processes) -> parts.put(
                part, withDescendants(processes).mapToLong(Processes::ticks).sum() * MILLIS_PER_TICK));
        return parts;
    }

    /** Sum of the largest resident sizes so far, in megabytes; shared memory counts for each process that touched it. */
    long peakMegabytes() {
        return roots.values().stream()
                        .flatMap(Processes::withDescendants)
                        .mapToLong(process -> kilobytes(process, "VmHWM:") - kilobytes(process, "RssShmem:"))
                        .sum()
                / 1024;
    }

    private static Stream<ProcessHandle> withDescendants(List<ProcessHandle> processes) {
        return processes.stream().flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
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
