package org.jobyard.standalone.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jobyard.embedded.Child;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.standalone.settings.LauncherSettings;

/** A child that is a JVM like ours. Started and ended by one thread at a time; may be asked by any. */
final class JavaProgram {
    private final Path log;
    private final Path mark;
    private final Duration grace;
    private volatile Child child;

    JavaProgram(Path log, Path mark, Duration grace) {
        this.log = log;
        this.mark = mark;
        this.grace = grace;
    }

    /** A duration among a program's settings; the given one when it is not set, or is none and the program will say so. */
    static Duration duration(Map<String, String> environment, String name, Duration otherwise) {
        String value = environment.getOrDefault(name, "");
        try {
            return value.isBlank() ? otherwise : Duration.parse(value.strip());
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    /** Of our own environment's settings it sees only what {@code environment} has. */
    void start(String jvmOptions, List<String> arguments, Map<String, String> environment, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!jvmOptions.isBlank()) {
            command.addAll(List.of(jvmOptions.strip().split("\\s+", -1)));
        }
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(LauncherSettings::isVariable);
        builder.environment().putAll(environment);
        // In the locale POSIX a JVM writes question marks for all that is not ASCII, and finds no files of such names.
        builder.environment().put("LC_ALL", "C.UTF-8");
        child = Child.start(builder, log, mark);
    }

    boolean isAlive() {
        Child running = child;
        return running != null && running.isAlive();
    }

    /** Whether it has ended by itself with the status 0. */
    boolean hasEndedWell() {
        Child running = child;
        return running != null && !running.isAlive() && running.exitStatus() == 0;
    }

    void stop() {
        Child running = child;
        if (running != null) {
            running.end("TERM", grace);
            child = null;
        }
    }

    CompletableFuture<Void> onExit() {
        Child running = child;
        return running == null ? CompletableFuture.completedFuture(null) : running.onExit();
    }

    Optional<ProcessMark> process() {
        return Optional.ofNullable(child).map(Child::mark);
    }

    Path log() {
        return log;
    }
}
