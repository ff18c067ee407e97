package org.jobyard.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was used so far, or between two moments.
 *
 * @param cpuMillisByPart processor time of each part
 * @param commits transactions of the database
 * @param statements statements of the database; null when it does not count them
 */
record Costs(Map<String, Long> cpuMillisByPart, long commits, Long statements) {
    static Costs read(Processes processes, Records records) throws SQLException, IOException {
        return new Costs(processes.cpuMillis(), records.commits(), records.statements());
    }

    Costs since(Costs before) {
        Map<String, Long> cpu = new LinkedHashMap<>();
        cpuMillisByPart.forEach((part, millis) -> cpu.put(part, millis - before.cpuMillisByPart.get(part)));
        return new Costs(cpu, commits - before.commits, statements == null ? null : statements - before.statements);
    }

    long cpuMillis() {
        return cpuMillisByPart.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, Double> cpuMillisPerJobOfEach(int jobs) {
        Map<String, Double> cpu = new LinkedHashMap<>();
        cpuMillisByPart.forEach((part, millis) -> cpu.put(part, perJob(millis, jobs)));
        return cpu;
    }

    static double perJob(long cost, int jobs) {
        return (double) cost / jobs;
    }
}
