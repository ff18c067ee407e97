package org.jobyard.log;

import java.util.Locale;

/** The streams of an execution. */
public enum LogStream {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR;

    /** Its name on the wire and in the database, {@code stdout} or {@code stderr}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * By its name on the wire.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static LogStream of(String wire) {
        for (LogStream stream : values()) {
            if (stream.wire().equals(wire)) {
                return stream;
            }
        }
        throw new IllegalArgumentException("no stream: " + wire);
    }
}
