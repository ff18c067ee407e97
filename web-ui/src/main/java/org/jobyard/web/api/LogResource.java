package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jobyard.log.LogStream;
import org.jobyard.web.api.live.LiveFeeds;
import org.jobyard.web.api.live.LogFeeds;
import org.jobyard.web.security.CurrentCaller;

/** What a job wrote: a piece of it as it was written, or all of it as it comes. */
@Path("v1/jobs/{id}/log")
@ApplicationScoped
public class LogResource {

    @Inject
    CurrentCaller caller;

    @Inject
    LogDownload download;

    @Inject
    LiveFeeds feeds;

    @Inject
    LogFeeds logFeeds;

    @Context
    UriInfo uri;

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public Response get(@PathParam("id") UUID id, @HeaderParam("Range") String range) {
        QueryFields query = new QueryFields(uri);
        LogStream stream = query.oneOf("stream", LogStream.STDOUT);
        Long offset = query.number("offset", null, 0, Long.MAX_VALUE);
        Long limit = query.number("limit", null, 1, LogDownload.LARGEST_SLICE);
        Long attempt = query.number("attempt", null, 1, Integer.MAX_VALUE);
        query.check();
        if (attempt != null) {
            return download.attempt(caller.get(), id, attempt, stream, offset == null ? 0 : offset, limit);
        }
        return offset == null && limit == null
                ? download.range(caller.get(), id, stream, ByteRange.parse(range))
                : download.slice(caller.get(), id, stream, offset == null ? 0 : offset, limit);
    }

    @GET
    @Produces(LiveFeeds.EVENTS)
    public void follow(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse) {
        QueryFields query = new QueryFields(uri);
        Set<LogStream> streams = query.anyOf("stream", LogStream.class);
        query.check();
        Set<LogStream> followed = streams.isEmpty() ? EnumSet.allOf(LogStream.class) : streams;
        logFeeds.requireJob(caller.get(), id);
        feeds.open(id, sink, sse, out -> logFeeds.of(caller.get(), id, followed, lastEventId, out));
    }
}
