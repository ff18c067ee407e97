package org.jobyard.web.view.text;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How values are written in pages; there {@code #{text}}. */
@Named("text")
@ApplicationScoped
public class Format {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String[] SIZES = {"KB", "MB", "GB", "TB"};

    @Inject
    Clock clock;

    public String utc(Instant instant) {
        return UTC.format(instant);
    }

    /** The time between two instants, until now for a null end. */
    public String between(Instant from, Instant to) {
        return duration(Duration.between(from, to == null ? clock.instant() : to));
    }

    /** Two units are enough: {@code 340 ms}, {@code 12.4 s}, {@code 3 min 5 s}, {@code 2 h 10 min}, {@code 3 d 4 h}. */
    public String duration(Duration duration) {
        Duration d = duration.isNegative() ? Duration.ZERO : duration;
        if (d.toSeconds() < 1) {
            return d.toMillis() + " ms";
        }
        if (d.toMinutes() < 1) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(d.toMillis() / 100.0) / 10);
        }
        if (d.toHours() < 1) {
            return d.toMinutes() + " min " + d.toSecondsPart() + " s";
        }
        return d.toDays() < 1
                ? d.toHours() + " h " + d.toMinutesPart() + " min"
                : d.toDays() + " d " + d.toHoursPart() + " h";
    }

    /** A size in bytes, in powers of 1000. */
    public String bytes(long size) {
        if (size < 1000) {
            return size + " B";
        }
        double value = size;
        int unit = -1;
        do {
            value /= 1000;
            unit++;
        } while (value >= 999.95 && unit < SIZES.length - 1);
        return String.format(Locale.ROOT, "%.1f %s", value, SIZES[unit]);
    }

    /** A share of one, as {@code 58 %}. */
    public String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    public String list(List<String> items) {
        return String.join(", ", items);
    }

    /** A relative path for an address: each part encoded, the slashes kept. */
    public String path(String name) {
        return Arrays.stream(name.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
