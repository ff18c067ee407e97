package org.jobyard.worker.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** The living processes of an execution, found by what {@code /proc} says of every process of the machine. */
public final class ScriptProcesses {
    private ScriptProcesses() {}

    /** Their ids. */
    public static List<Long> of(UUID execution) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> read(pid, "environ").contains(execution.toString()))
                .filter(pid -> !read(pid, "status").contains("State:\tZ"))
                .toList();
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
