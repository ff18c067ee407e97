package org.jobyard.web.api.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jobyard.web.api.json.Json;

/**
 * The client's end of a feed. Data is JSON, because an event of text cannot carry a carriage return and turns every line
 * end into the same. Used by one thread at a time.
 */
public class EventOutput {

    private static final System.Logger LOG = System.getLogger(EventOutput.class.getName());
    // A client that takes nothing for so long is given up; it comes back with the last event id it has.
    private static final int PATIENCE_SECONDS = 30;

    private final SseEventSink sink;
    private final Sse sse;

    EventOutput(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    /**
     * Sends an event and waits until it is written.
     *
     * @param name the event's name
     * @param id where to go on after it; null: unchanged
     * @param data a record
     * @throws IOException when the client is gone
     */
    void send(String name, String id, Record data) throws IOException {
        try {
            OutboundSseEvent.Builder event =
                    sse.newEventBuilder().name(name).data(Json.MAPPER.writeValueAsString(data));
            write((id == null ? event : event.id(id)).build());
        } catch (JsonProcessingException ourMistake) {
            throw new UncheckedIOException(ourMistake);
        }
    }

    /** Sends a comment, which clients ignore; it keeps proxies from closing the connection and finds out who is gone. */
    void keepAlive() throws IOException {
        write(sse.newEventBuilder().comment("").build());
    }

    /** Ends the answer; a client that went away before is no failure. */
    void close() {
        try {
            sink.close();
        } catch (UncheckedIOException clientGone) {
            LOG.log(Level.DEBUG, "a client was gone before its feed ended", clientGone);
        }
    }

    private void write(OutboundSseEvent event) throws IOException {
        if (sink.isClosed()) {
            throw new IOException("the client is gone");
        }
        try {
            sink.send(event).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException gone) {
            throw new IOException("the client is gone", gone);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", stopping);
        }
    }
}
