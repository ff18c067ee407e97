package org.jobyard.worker;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jobyard.sdk.amqp.Hosts;

/** The settings as they are: file, then environment, then system properties; the later wins. Immutable. */
public final class WorkerSettings {
    /** System property that names the file. */
    public static final String FILE = "jobyard.config";

    private static final int FILE_WEIGHT = 100;
    private static final int ENVIRONMENT_WEIGHT = 300;
    private static final int SYSTEM_WEIGHT = 400;
    private static final int LEAST_CAPACITY = 4;

    private final SmallRyeConfig config;

    WorkerSettings(Map<String, String> file, Map<String, String> environment, Map<String, String> system) {
        config = new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(file, "file", FILE_WEIGHT),
                        new EnvConfigSource(environment, ENVIRONMENT_WEIGHT),
                        new PropertiesConfigSource(system, "system properties", SYSTEM_WEIGHT))
                .build();
    }

    /**
     * Reads the file that the system property {@value #FILE} names, if it is set, the environment and the system
     * properties.
     *
     * @throws StartFailure when the file cannot be read
     */
    public static WorkerSettings load() {
        Map<String, String> system = texts(System.getProperties());
        Properties file = new Properties();
        String name = system.get(FILE);
        if (name != null) {
            try (Reader reader = Files.newBufferedReader(Path.of(name))) {
                file.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new StartFailure("Cannot read the settings " + name + ": " + e.getMessage(), e);
            }
        }
        return new WorkerSettings(texts(file), System.getenv(), system);
    }

    /** A setting as text; empty when it is empty and has no default. */
    Optional<String> text(WorkerSetting setting) {
        return config.getOptionalValue(setting.key(), String.class)
                .or(() -> Optional.of(setting.defaultValue()))
                .filter(value -> !value.isBlank())
                .map(String::strip);
    }

    URI uri(WorkerSetting setting) {
        String value = required(setting);
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new StartFailure(setting.key() + " is no address: " + e.getReason(), e);
        }
    }

    Path path(WorkerSetting setting) {
        String value = required(setting);
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new StartFailure(setting.key() + " is no path: " + value, e);
        }
    }

    Duration duration(WorkerSetting setting) {
        String value = required(setting);
        try {
            Duration duration = Duration.parse(value);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException e) {
            throw new StartFailure(setting.key() + " is no duration such as PT5S: " + value, e);
        }
        throw new StartFailure(setting.key() + " must not be negative: " + value, null);
    }

    long number(WorkerSetting setting) {
        return number(setting, required(setting));
    }

    /** How many scripts run at once. */
    int capacity() {
        return text(WorkerSetting.CAPACITY)
                .map(value -> (int) Math.min(number(WorkerSetting.CAPACITY, value), Short.MAX_VALUE))
                .orElse(Math.max(LEAST_CAPACITY, 2 * Runtime.getRuntime().availableProcessors()));
    }

    /** The worker's name. */
    String name() {
        return text(WorkerSetting.NAME).orElse(Hosts.name() + "-script");
    }

    /** Labels; empty when none are set. */
    Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        for (String label :
                text(WorkerSetting.LABELS).map(all -> all.split(",", -1)).orElse(new String[0])) {
            String[] parts = label.split("=", 2);
            if (parts.length < 2 || parts[0].isBlank()) {
                throw new StartFailure(
                        WorkerSetting.LABELS.key() + " is no list of labels such as rack=b7,zone=north: " + label,
                        null);
            }
            labels.put(parts[0].strip(), parts[1].strip());
        }
        return labels;
    }

    private String required(WorkerSetting setting) {
        return text(setting).orElseThrow(() -> new StartFailure(setting.key() + " is empty", null));
    }

    private static long number(WorkerSetting setting, String value) {
        try {
            long number = Long.parseLong(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new StartFailure(setting.key() + " is no number: " + value, e);
        }
        throw new StartFailure(setting.key() + " must be positive: " + value, null);
    }

    private static Map<String, String> texts(Properties properties) {
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return texts;
    }
}
