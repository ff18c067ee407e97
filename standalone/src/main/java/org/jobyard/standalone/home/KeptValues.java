package org.jobyard.standalone.home;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.jobyard.embedded.PrivateFiles;
import org.jobyard.embedded.StartFailure;

/** What was chosen once for a home and stays, such as ports: a small file of properties. Not for several threads. */
public final class KeptValues {
    private final Path file;
    private final Properties values = new Properties();

    /** Reads what is there. */
    public KeptValues(Home home) {
        file = home.folder().resolve("chosen.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new StartFailure("Cannot read " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /** A value kept earlier. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.getProperty(name));
    }

    /** A number kept earlier. */
    public OptionalInt number(String name) {
        return get(name).stream().mapToInt(Integer::parseInt).findFirst();
    }

    /** Keeps a value. */
    public void keep(String name, String value) {
        if (value.equals(values.getProperty(name))) {
            return;
        }
        values.setProperty(name, value);
        StringWriter text = new StringWriter();
        values.stringPropertyNames().stream()
                .sorted()
                .forEach(key -> text.append(key)
                        .append('=')
                        .append(values.getProperty(key))
                        .append('\n'));
        PrivateFiles.write(file, text.toString());
    }
}
