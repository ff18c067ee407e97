package org.jobyard.web.api.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A client that remembers what it was sent, and may be gone. */
final class SentEvents extends EventOutput {

    record Sent(String name, String id, Record data) {}

    final List<Sent> events = new ArrayList<>();
    int keepAlives;
    boolean gone;
    boolean closed;

    SentEvents() {
        super(null, null);
    }

    @Override
    void send(String name, String id, Record data) throws IOException {
        checkThere();
        events.add(new Sent(name, id, data));
    }

    @Override
    void keepAlive() throws IOException {
        checkThere();
        keepAlives++;
    }

    @Override
    void close() {
        closed = true;
    }

    /** Text of a stream, put together as a client does. */
    String text(String stream) {
        StringBuilder text = new StringBuilder();
        for (Sent event : events) {
            if (event.name().equals("attempt")) {
                text.setLength(0);
            } else if (event.name().equals(stream)) {
                text.append(((LogFeed.Text) event.data()).text());
            }
        }
        return text.toString();
    }

    private void checkThere() throws IOException {
        if (gone) {
            throw new IOException("gone");
        }
    }
}
