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
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.UUID;
import org.jobyard.query.JobEventView;
import org.jobyard.query.JobQueries;
import org.jobyard.web.api.live.HistoryFeed;
import org.jobyard.web.api.live.LiveFeeds;
import org.jobyard.web.security.CurrentCaller;

/** What happened to a job: so far, or as it happens. */
@Path("v1/jobs/{id}/history")
@ApplicationScoped
public class HistoryResource {

    @Inject
    CurrentCaller caller;

    @Inject
    JobQueries jobs;

    @Inject
    LiveFeeds feeds;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public History get(@PathParam("id") UUID id) {
        Jobs.require(jobs.find(caller.get(), id), id);
        return new History(jobs.history(caller.get(), id));
    }

    @GET
    @Produces(LiveFeeds.EVENTS)
    public void follow(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse) {
        Jobs.require(jobs.find(caller.get(), id), id);
        feeds.open(id, sink, sse, out -> new HistoryFeed(jobs, caller.get(), id, lastEventId, out));
    }

    record History(List<JobEventView> events) {}
}
