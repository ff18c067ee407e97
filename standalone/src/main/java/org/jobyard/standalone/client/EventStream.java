package org.jobyard.standalone.client;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads server-sent events. Used by one thread; another may close it. */
final class EventStream implements Closeable {
    private final BufferedReader lines;
    private String lastId;

    EventStream(InputStream in) {
        lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /**
     * One event.
     *
     * @param name the event's name
     * @param id of the last event that had one; may be null
     * @param data its lines
     */
    record Event(String name, String id, String data) {}

    /**
     * Waits for the next event.
     *
     * @return null at the end of the stream
     */
    Event next() throws IOException {
        String name = "message";
        StringBuilder data = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (data != null) {
                    return new Event(name, lastId, data.toString());
                }
                name = "message";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "event" -> name = value;
                case "id" -> lastId = value;
                case "data" ->
                    data = data == null
                            ? new StringBuilder(value)
                            : data.append('\n').append(value);
                default -> {} // comments and fields we have no use for
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
