package org.jobyard.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jobyard.control.LimitChange;
import org.jobyard.control.ManageLimits;
import org.jobyard.dispatch.WorkLimit;
import org.jobyard.web.security.CurrentCaller;

/** How many jobs may run at once, and what is held. */
@Path("v1/limits")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class LimitsResource {

    @Inject
    CurrentCaller caller;

    @Inject
    ManageLimits limits;

    @GET
    public Limits list() {
        return new Limits(limits.list(caller.get()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Limits set(LimitChange change) {
        limits.set(caller.get(), change);
        return list();
    }

    record Limits(List<WorkLimit> limits) {}
}
