package org.jobyard.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jobyard.schedule.ManageSchedules;
import org.jobyard.schedule.SchedulePage;
import org.jobyard.schedule.ScheduleQueries;
import org.jobyard.web.security.CurrentCaller;

/** Make schedules and list them. */
@Path("v1/schedules")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SchedulesResource {

    private static final long USUAL_PAGE = 50;

    @Inject
    CurrentCaller caller;

    @Inject
    ManageSchedules manage;

    @Inject
    ScheduleQueries schedules;

    @Context
    UriInfo uri;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(ScheduleSubmission submission) {
        UUID id = manage.create(caller.get(), submission.request());
        return Response.created(uri.getAbsolutePathBuilder().path(id.toString()).build())
                .entity(Schedules.require(schedules.find(caller.get(), id), id))
                .build();
    }

    @GET
    public Response list() {
        QueryFields query = new QueryFields(uri);
        String name = query.text("name");
        String cursor = query.text("cursor");
        int limit =
                query.number("limit", USUAL_PAGE, 1, ScheduleQueries.PAGE_MAX).intValue();
        query.check();
        SchedulePage page = schedules.list(caller.get(), name, cursor, limit);
        return Schedules.page(page, page.next(), uri);
    }
}
