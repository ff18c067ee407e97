package org.jobyard.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;

/** Follows a feed of a job to its end, and goes on where it was after a lost connection. */
final class Feed {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ApiClient api;
    private final String path;
    private String lastId;

    /** The feed at {@code path}, such as {@code /jobs/ID/log}. */
    Feed(ApiClient api, String path) {
        this.api = api;
        this.path = path;
    }

    /**
     * Hands on each event until the feed's {@code end}.
     *
     * @param each gets the event's name and its data
     * @return the data of the end: state, exitCode, errorCode, errorMessage
     * @throws ApiException when the server refuses, or stays away for minutes
     */
    JsonNode follow(BiConsumer<String, JsonNode> each) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (true) {
            String before = lastId;
            try (EventStream events = api.events(path, lastId)) {
                for (EventStream.Event event = events.next(); event != null; event = events.next()) {
                    lastId = event.id();
                    JsonNode data = ApiClient.JSON.readTree(event.data());
                    if (event.name().equals("end")) {
                        return data;
                    }
                    each.accept(event.name(), data);
                }
            } catch (ApiException e) {
                if (e.status() < 500) {
                    throw e;
                }
                giveUpAfter(giveUp, e);
            } catch (IOException e) {
                giveUpAfter(giveUp, e);
            }
            if (lastId != null && !lastId.equals(before)) {
                giveUp = Instant.now().plus(PATIENCE);
            }
            if (!ApiClient.pause()) {
                throw new ApiException(0, "interrupted", null);
            }
        }
    }

    private void giveUpAfter(Instant limit, Exception cause) {
        if (Instant.now().isAfter(limit)) {
            throw new ApiException(0, "lost the feed " + path + " and could not get it back", cause);
        }
    }
}
