package org.jobyard.standalone.settings;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.jobyard.embedded.StartFailure;

/** The settings as they are: file, then environment, then command line; the later wins. Immutable. */
public final class LauncherSettings {
    private static final int HIGHEST_PORT = 65_535;

    private final Map<String, String> file;
    private final Map<String, String> environment;
    private final Map<String, String> commandLine;
    private final SmallRyeConfig config;

    /** From the three sources, in the order of their weight. */
    public LauncherSettings(
            Map<String, String> file, Map<String, String> environment, Map<String, String> commandLine) {
        this.file = Map.copyOf(file);
        this.environment = Map.copyOf(environment);
        this.commandLine = Map.copyOf(commandLine);
        this.config = new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(this.file, "file", 100),
                        new EnvConfigSource(this.environment, 300),
                        new PropertiesConfigSource(this.commandLine, "command line", 400))
                .build();
    }

    /**
     * Reads {@code jobyard.properties} of the home, if there is one, and the environment.
     *
     * @throws StartFailure when the file cannot be read or a name on the command line is none of ours
     */
    public static LauncherSettings of(Path home, Map<String, String> commandLine) {
        for (String name : commandLine.keySet()) {
            if (!name.startsWith("jobyard.")) {
                throw new StartFailure("-D" + name + ": settings begin with jobyard., see docs/settings.md.");
            }
        }
        Properties read = new Properties();
        Path file = home.resolve("jobyard.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new StartFailure("Cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        Map<String, String> inFile = new HashMap<>();
        read.stringPropertyNames().forEach(name -> inFile.put(name, read.getProperty(name)));
        return new LauncherSettings(inFile, System.getenv(), commandLine);
    }

    /** The value; the default when it is not set; empty when there is neither. */
    public String text(LauncherSetting setting) {
        return set(setting).orElse(setting.defaultValue());
    }

    /** The value, if somebody has set it to something. */
    public Optional<String> set(LauncherSetting setting) {
        return config.getOptionalValue(setting.key(), String.class)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** A port somebody has set. */
    public OptionalInt port(LauncherSetting setting) {
        Optional<String> value = set(setting);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!value.get().matches("[1-9][0-9]{0,4}") || Integer.parseInt(value.get()) > HIGHEST_PORT) {
            throw new StartFailure(setting.key() + " must be a port, 1 to 65535, not '" + value.get() + "'.");
        }
        return OptionalInt.of(Integer.parseInt(value.get()));
    }

    /** A length of time. */
    public Duration duration(LauncherSetting setting) {
        try {
            return Duration.parse(text(setting));
        } catch (DateTimeParseException e) {
            throw new StartFailure(
                    setting.key() + " must be an ISO-8601 duration such as PT30S, not '" + text(setting) + "'.", e);
        }
    }

    /**
     * Variables by which server and worker see the same: what file, environment and command line say, under the names that
     * MicroProfile Config looks for in an environment.
     */
    public Map<String, String> forChildren() {
        Map<String, String> variables = new HashMap<>();
        for (Map<String, String> source : List.of(file, environment, commandLine)) {
            source.forEach((name, value) -> {
                if (isVariable(name)) {
                    variables.put(variable(name), value);
                }
            });
        }
        return variables;
    }

    /** Whether a variable of an environment, or a name in a file, is a setting of Jobyard. */
    public static boolean isVariable(String name) {
        return variable(name).startsWith("JOBYARD_");
    }

    /** The variable that stands for a setting: upper case, with underscores. */
    public static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
