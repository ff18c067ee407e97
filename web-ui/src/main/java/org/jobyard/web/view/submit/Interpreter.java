package org.jobyard.web.view.submit;

import java.util.List;

/** The interpreters that the form offers, and the editor's language for each. */
public final class Interpreter {

    /** What most scripts are written for; the worker may have fewer or more. */
    static final List<String> OFFERED = List.of("bash", "sh", "python3", "node", "perl", "ruby", "Rscript");

    private Interpreter() {}

    /** The editor's name of an interpreter's language; the shell's when it is not known or null. */
    public static String mode(String interpreter) {
        String name = interpreter == null ? "" : interpreter.substring(interpreter.lastIndexOf('/') + 1);
        if (name.startsWith("python")) {
            return "python";
        }
        return switch (name) {
            case "node" -> "javascript";
            case "perl", "ruby" -> name;
            case "Rscript" -> "r";
            default -> "shell";
        };
    }
}
