package org.jobyard.systemtests;

import java.util.Locale;

/** A process of a running Jobyard. */
public enum Part {
    LAUNCHER,
    SERVER,
    WORKER,
    BROKER,
    DATABASE;

    /** Its name in {@code jobyard status --json}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
