package org.jobyard.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads what a child has written to its log since a start of it. */
public final class Logs {
    private Logs() {}

    /** Where the log ends now. */
    public static long end(Path log) {
        try {
            return Files.size(log);
        } catch (IOException none) {
            return 0;
        }
    }

    /** What was written after that. */
    public static String since(Path log, long start) {
        try {
            byte[] all = Files.readAllBytes(log);
            int from = (int) Math.min(start, all.length);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            return "(cannot read " + log + ": " + e.getMessage() + ")";
        }
    }

    /** The last line that is not blank; empty when there is none. */
    public static Optional<String> lastLine(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.get(lines.size() - 1).strip());
    }

    /** Says in one line why a program ended, from what it wrote. */
    static String reason(String what, String written, Path log, int port) {
        if (written.contains("No space left on device") || written.contains("enospc")) {
            return what + " cannot start: the disk of " + log.getParent() + " is full.";
        }
        if (written.contains("Address already in use") || written.contains("eaddrinuse")) {
            return what + " cannot start: port " + port + " is in use.";
        }
        return what + " cannot start: " + lastLine(written).orElse("it ended without a word") + " (log: " + log + ")";
    }
}
