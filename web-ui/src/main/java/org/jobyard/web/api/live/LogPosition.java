package org.jobyard.web.api.live;

import java.util.UUID;
import org.jobyard.log.LogStream;

/**
 * How far a client has a job's log; its text is the id of an event, from which the client goes on after a break.
 *
 * @param execution whose log it is; null before anything was read
 * @param stdout offset in bytes in that stream
 * @param stderr offset in bytes in that stream
 */
record LogPosition(UUID execution, long stdout, long stderr) {

    static final LogPosition START = new LogPosition(null, 0, 0);

    /** Reads an id; what is not one of ours means the start. */
    static LogPosition parse(String id) {
        if (id == null || !id.matches("[0-9a-f-]{36}/\\d{1,18}/\\d{1,18}")) {
            return START;
        }
        String[] parts = id.split("/", -1);
        try {
            return new LogPosition(UUID.fromString(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        } catch (IllegalArgumentException notOurs) {
            return START;
        }
    }

    static LogPosition startOf(UUID execution) {
        return new LogPosition(execution, 0, 0);
    }

    long offset(LogStream stream) {
        return switch (stream) {
            case STDOUT -> stdout;
            case STDERR -> stderr;
        };
    }

    LogPosition advance(LogStream stream, long bytes) {
        return switch (stream) {
            case STDOUT -> new LogPosition(execution, stdout + bytes, stderr);
            case STDERR -> new LogPosition(execution, stdout, stderr + bytes);
        };
    }

    /** The id of an event. */
    @Override
    public String toString() {
        return execution + "/" + stdout + "/" + stderr;
    }
}
