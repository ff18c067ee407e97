package org.jobyard.web.view.submit;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 2d}. */
final class DurationText {

    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d{1,4})d)?\\s*(?:(\\d{1,6})h)?\\s*(?:(\\d{1,7})m)?\\s*(?:(\\d{1,9})s)?");

    private DurationText() {}

    /** The duration; empty when the text is none, or none that is longer than nothing. */
    static Optional<Duration> parse(String text) {
        Matcher parts = PARTS.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4)));
        return sum.isZero() ? Optional.empty() : Optional.of(sum);
    }

    /** The text that {@link #parse} reads as this duration, which is at least a second; its fractions are left out. */
    static String write(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), 'd');
        append(text, duration.toHoursPart(), 'h');
        append(text, duration.toMinutesPart(), 'm');
        append(text, duration.toSecondsPart(), 's');
        return text.toString();
    }

    private static void append(StringBuilder text, long number, char unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
