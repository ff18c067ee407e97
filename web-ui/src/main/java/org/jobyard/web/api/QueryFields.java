package org.jobyard.web.api;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;

/**
 * The query of a request, read as strictly as a body: a filter with a typing error must not show everything. Ask for each
 * parameter, then {@link #check()}, which names all that is wrong at once.
 */
final class QueryFields {

    private final MultivaluedMap<String, String> given;
    private final Set<String> unknown;
    private final List<FieldError> errors = new ArrayList<>();

    QueryFields(UriInfo uri) {
        this(uri.getQueryParameters());
    }

    QueryFields(MultivaluedMap<String, String> given) {
        this.given = given;
        this.unknown = new TreeSet<>(given.keySet());
    }

    /** The value; null when it is not given or empty. */
    String text(String name) {
        unknown.remove(name);
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            errors.add(new FieldError(name, "may be given once"));
        }
        return values.isEmpty() || values.get(0).isBlank() ? null : values.get(0);
    }

    /** The UUID; null when it is not given. */
    UUID uuid(String name) {
        String text = text(name);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException wrong) {
            errors.add(new FieldError(name, "must be a UUID"));
            return null;
        }
    }

    /** The instant; null when it is not given. */
    Instant instant(String name) {
        String text = text(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException wrong) {
            errors.add(new FieldError(name, "must be a date and time with zone, such as 2026-11-22T10:00:00Z"));
            return null;
        }
    }

    /** The whole number; {@code otherwise} (may be null) when it is not given. */
    Long number(String name, Long otherwise, long least, long greatest) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // Named below, with the numbers that are out of range.
        }
        errors.add(new FieldError(name, "must be a whole number from " + least + " to " + greatest));
        return otherwise;
    }

    /** The one constant given, in any case; {@code otherwise} when none is. */
    <E extends Enum<E>> E oneOf(String name, E otherwise) {
        text(name);
        return anyOf(name, otherwise.getDeclaringClass()).stream().findFirst().orElse(otherwise);
    }

    /** The constants given, in any case; empty when none is. */
    <E extends Enum<E>> Set<E> anyOf(String name, Class<E> type) {
        unknown.remove(name);
        Set<E> found = EnumSet.noneOf(type);
        for (String value : given.getOrDefault(name, List.of())) {
            Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equals(value.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .ifPresentOrElse(
                            found::add,
                            () -> errors.add(new FieldError(
                                    name, "must be one of " + Arrays.toString(type.getEnumConstants()))));
        }
        return found;
    }

    /**
     * Ends the reading.
     *
     * @throws JobyardException INVALID when a parameter was wrong or is not known
     */
    void check() {
        unknown.forEach(name -> errors.add(new FieldError(name, "is not known here")));
        if (!errors.isEmpty()) {
            throw new JobyardException(ErrorCode.INVALID, "The query is not what is expected here.", errors);
        }
    }
}
