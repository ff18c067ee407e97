package org.jobyard.worker.script;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jobyard.sdk.worker.JobFailure;

/** Finds the program that runs a script, before it is started: then what is missing can be named. */
final class Interpreter {
    /** Code of the failure when it is missing. */
    static final String MISSING = "INTERPRETER_MISSING";

    private static final Path BASH = Path.of("/bin/bash");
    private static final Path SHELL = Path.of("/bin/sh");
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final Pattern LINE_END = Pattern.compile("\r?\n");

    private final String searchPath;

    /**
     * Searches as the script itself would.
     *
     * @param searchPath value of PATH
     */
    Interpreter(String searchPath) {
        this.searchPath = searchPath;
    }

    /** The program and its own arguments, to be followed by the script's file. */
    List<String> commandFor(ScriptParameters parameters) throws JobFailure {
        if (parameters.interpreter().isPresent()) {
            return List.of(find(parameters.interpreter().get()));
        }
        if (parameters.script().startsWith("#!")) {
            return fromFirstLine(LINE_END.split(parameters.script(), 2)[0].substring(2));
        }
        return List.of((Files.isExecutable(BASH) ? BASH : SHELL).toString());
    }

    /** As the system does it: a program and, after blanks, at most one argument that may itself hold blanks. */
    private List<String> fromFirstLine(String line) throws JobFailure {
        String[] words = BLANKS.split(line.strip(), 2);
        List<String> command = new ArrayList<>();
        command.add(find(words[0]));
        if (words.length > 1) {
            command.add(words[1]);
            boolean finds = words[0].endsWith("/env") && !words[1].startsWith("-") && !words[1].contains("=");
            if (finds) {
                command.set(1, find(words[1]));
                command.remove(0);
            }
        }
        return command;
    }

    private String find(String program) throws JobFailure {
        if (program.isEmpty()) {
            throw missing("the first line of the script names no interpreter");
        }
        if (program.contains("/")) {
            return path(program)
                    .filter(Files::isExecutable)
                    .filter(Files::isRegularFile)
                    .map(Path::toString)
                    .orElseThrow(() -> missing("there is no program " + program + " on this worker"));
        }
        for (String folder : searchPath.split(":", -1)) {
            Optional<Path> found =
                    path(folder + "/" + program).filter(Files::isExecutable).filter(Files::isRegularFile);
            if (!folder.isEmpty() && found.isPresent()) {
                return found.get().toString();
            }
        }
        throw missing("there is no program " + program + " on this worker (PATH " + searchPath + ")");
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static JobFailure missing(String reason) {
        return new JobFailure(MISSING, reason);
    }
}
