package org.jobyard.web.view.text;

import java.util.Optional;
import java.util.UUID;

/** Ids of jobs as they stand in addresses and as people paste them. */
public final class JobIds {

    private JobIds() {}

    /** The id; empty for null and for what is none. */
    public static Optional<UUID> parse(String text) {
        try {
            return Optional.ofNullable(text).map(String::strip).map(UUID::fromString);
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
