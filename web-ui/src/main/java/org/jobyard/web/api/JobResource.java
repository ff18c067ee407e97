package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jobyard.control.CancelJob;
import org.jobyard.control.CancelOutcome;
import org.jobyard.control.ChangeJob;
import org.jobyard.control.ChangeStart;
import org.jobyard.control.JobChange;
import org.jobyard.control.PauseJob;
import org.jobyard.query.JobDetails;
import org.jobyard.query.JobQueries;
import org.jobyard.sdk.message.Headers;
import org.jobyard.submission.RerunJob;
import org.jobyard.submission.Submitted;
import org.jobyard.web.security.CurrentCaller;

/** One job: see it, change it, pause it, cancel it, run it again. */
@Path("v1/jobs/{id}")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {

    @Inject
    CurrentCaller caller;

    @Inject
    JobQueries jobs;

    @Inject
    CancelJob cancelJob;

    @Inject
    ChangeJob changeJob;

    @Inject
    PauseJob pauseJob;

    @Inject
    ChangeStart changeStart;

    @Inject
    RerunJob rerunJob;

    @Context
    UriInfo uri;

    @GET
    public JobDetails get(@PathParam("id") UUID id) {
        return Jobs.require(jobs.find(caller.get(), id), id);
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public JobDetails change(@PathParam("id") UUID id, JobChange change) {
        changeJob.change(caller.get(), id, change);
        return get(id);
    }

    @POST
    @Path("pause")
    public JobDetails pause(@PathParam("id") UUID id) {
        pauseJob.pause(caller.get(), id);
        return get(id);
    }

    @POST
    @Path("resume")
    public JobDetails resume(@PathParam("id") UUID id) {
        pauseJob.resume(caller.get(), id);
        return get(id);
    }

    @POST
    @Path("cancel")
    public Response cancel(@PathParam("id") UUID id) {
        CancelOutcome outcome = cancelJob.cancel(caller.get(), id);
        Response.Status status = switch (outcome) {
            case CANCELLED -> Response.Status.OK;
            case REQUESTED -> Response.Status.ACCEPTED;
        };
        return Response.status(status).entity(new Cancelled(outcome)).build();
    }

    @PUT
    @Path("start")
    @Consumes(MediaType.APPLICATION_JSON)
    public JobDetails changeStart(@PathParam("id") UUID id, StartChange change) {
        changeStart.change(caller.get(), id, change.startAt());
        return get(id);
    }

    @POST
    @Path("rerun")
    public Response rerun(
            @PathParam("id") UUID id,
            @HeaderParam(JobsResource.IDEMPOTENCY_KEY) String key,
            @HeaderParam(Headers.TRACEPARENT) String traceParent) {
        Submitted submitted = rerunJob.rerun(caller.get(), id, key, traceParent);
        return Response.status(submitted.replayed() ? Response.Status.OK : Response.Status.CREATED)
                .location(uri.getBaseUriBuilder().path(JobResource.class).build(submitted.id()))
                .entity(submitted)
                .build();
    }

    record Cancelled(CancelOutcome outcome) {}
}
