package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jobyard.schedule.ScheduleQueries;
import org.jobyard.web.security.CurrentCaller;

/** When a schedule would run before it is saved. A class of its own, or the address would be taken for a schedule's. */
@Path("v1/schedules/preview")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PreviewResource {

    @Inject
    CurrentCaller caller;

    @Inject
    ScheduleQueries schedules;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Preview preview(TimesSubmission times) {
        return new Preview(schedules.preview(caller.get(), times.times()));
    }

    record Preview(List<Instant> times) {}
}
