package org.jobyard.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/** The values of {@link Setting}, read once. Thread-safe. */
@ApplicationScoped
public class Settings {
    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    /** Reads MicroProfile Config. */
    public Settings() {
        this(key -> ConfigProvider.getConfig().getOptionalValue(key, String.class));
    }

    /** Reads from elsewhere, by key. */
    public Settings(Function<String, Optional<String>> source) {
        for (Setting setting : Setting.values()) {
            values.put(setting, source.apply(setting.key()).map(String::strip).orElse(setting.defaultValue()));
        }
    }

    /** A text; empty when not set and without default. */
    public String text(Setting setting) {
        return values.get(setting);
    }

    /** A number. */
    public int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    /** A length of time. */
    public Duration duration(Setting setting) {
        return Duration.parse(text(setting));
    }

    /**
     * Checks all values that have a form.
     *
     * @throws IllegalStateException naming every wrong one
     */
    public void check() {
        List<String> wrong = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String value = text(setting);
            try {
                if (setting.defaultValue().matches("\\d+")) {
                    requirePositive(setting, number(setting) > 0, wrong);
                } else if (setting.defaultValue().startsWith("P")) {
                    requirePositive(setting, duration(setting).compareTo(Duration.ZERO) > 0, wrong);
                }
            } catch (NumberFormatException e) {
                wrong.add(setting.key() + " must be a whole number, not '" + value + "'");
            } catch (DateTimeParseException e) {
                wrong.add(setting.key() + " must be an ISO-8601 duration such as PT30S, not '" + value + "'");
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("; ", wrong));
        }
    }

    private static void requirePositive(Setting setting, boolean positive, List<String> wrong) {
        if (!positive) {
            wrong.add(setting.key() + " must be more than 0");
        }
    }
}
