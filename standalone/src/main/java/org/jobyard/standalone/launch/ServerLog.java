package org.jobyard.standalone.launch;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Payara Micro has written since it was started.
 *
 * @param text as it is
 */
record ServerLog(String text) {
    private static final Pattern READY = Pattern.compile("Payara Micro .* ready in [\\d.,]+ \\(ms\\)");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern TROUBLE = Pattern.compile(
            "SEVERE|Boot Command .* failed|^Caused by:|No space left on device|Address already in use|OutOfMemoryError");
    private static final int LINES = 12;
    private static final int WIDTH = 400;

    /** Whether it has called itself ready, which it also does when a deployment has failed. */
    boolean saysReady() {
        return READY.matcher(text).find();
    }

    /** The lines that say what went wrong, each once; the last lines when none does. */
    String relevant() {
        List<String> lines = COLOUR.matcher(text)
                .replaceAll("")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        Set<String> trouble = new LinkedHashSet<>();
        for (int i = 0; i < lines.size() && trouble.size() < LINES; i++) {
            if (TROUBLE.matcher(lines.get(i)).find()) {
                trouble.add(shortened(lines.get(i)));
                // In Payara's format the message of a long entry is on the lines after its head.
                if (lines.get(i).endsWith("[[") && i + 1 < lines.size()) {
                    trouble.add(shortened(lines.get(i + 1)));
                }
            }
        }
        if (trouble.isEmpty()) {
            lines.subList(Math.max(0, lines.size() - LINES), lines.size())
                    .forEach(line -> trouble.add(shortened(line)));
        }
        return String.join("\n", trouble);
    }

    private static String shortened(String line) {
        return "  " + (line.length() > WIDTH ? line.substring(0, WIDTH) + "..." : line.strip());
    }
}
