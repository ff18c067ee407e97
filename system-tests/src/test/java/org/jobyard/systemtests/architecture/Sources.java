package org.jobyard.systemtests.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout that is being built. */
final class Sources {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    static final List<String> MODULES =
            List.of("sdk", "embedded", "jms-config", "ejb", "web-ui", "ear", "worker", "standalone", "system-tests");

    private Sources() {}

    /** Every file of a kind in the modules' source folders, main and test. */
    static List<Path> files(String suffix) {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("src"))
                .filter(Files::isDirectory)
                .flatMap(folder -> files(folder, suffix).stream())
                .toList();
    }

    /** Every file of a kind below a folder, in a stable order. */
    static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
