package org.jobyard.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import org.jobyard.schedule.ManageSchedules;
import org.jobyard.schedule.ScheduleDetails;
import org.jobyard.schedule.ScheduleQueries;
import org.jobyard.schedule.SlotOutcome;
import org.jobyard.schedule.SlotPage;
import org.jobyard.web.security.CurrentCaller;

/** One schedule: see it, change it, hold it, run it now. */
@Path("v1/schedules/{id}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ScheduleResource {

    private static final long USUAL_PAGE = 50;

    @Inject
    CurrentCaller caller;

    @Inject
    ManageSchedules manage;

    @Inject
    ScheduleQueries schedules;

    @Context
    UriInfo uri;

    @GET
    public ScheduleDetails get(@PathParam("id") UUID id) {
        return Schedules.require(schedules.find(caller.get(), id), id);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public ScheduleDetails change(@PathParam("id") UUID id, ScheduleSubmission submission) {
        manage.change(caller.get(), id, submission.request());
        return get(id);
    }

    @DELETE
    public void delete(@PathParam("id") UUID id) {
        manage.delete(caller.get(), id);
    }

    @POST
    @Path("pause")
    public ScheduleDetails pause(@PathParam("id") UUID id) {
        manage.pause(caller.get(), id);
        return get(id);
    }

    @POST
    @Path("resume")
    public ScheduleDetails resume(@PathParam("id") UUID id) {
        manage.resume(caller.get(), id);
        return get(id);
    }

    @POST
    @Path("run")
    public Response run(@PathParam("id") UUID id) {
        UUID job = manage.runNow(caller.get(), id);
        SlotOutcome outcome = job == null ? SlotOutcome.QUEUED : SlotOutcome.RUN;
        return Response.status(job == null ? Response.Status.ACCEPTED : Response.Status.CREATED)
                .entity(new Started(outcome, job))
                .build();
    }

    @GET
    @Path("slots")
    public Response slots(@PathParam("id") UUID id) {
        QueryFields query = new QueryFields(uri);
        SlotOutcome outcome =
                query.anyOf("outcome", SlotOutcome.class).stream().findFirst().orElse(null);
        query.text("outcome");
        String cursor = query.text("cursor");
        int limit =
                query.number("limit", USUAL_PAGE, 1, ScheduleQueries.PAGE_MAX).intValue();
        query.check();
        SlotPage page = Schedules.require(schedules.slots(caller.get(), id, outcome, cursor, limit), id);
        return Schedules.page(page, page.next(), uri);
    }

    record Started(SlotOutcome outcome, UUID job) {}
}
