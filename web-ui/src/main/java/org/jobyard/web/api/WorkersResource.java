package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.workers.WorkerQueries;
import org.jobyard.workers.WorkerView;

/** The workers and what they do. */
@Path("v1/workers")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class WorkersResource {

    @Inject
    CurrentCaller caller;

    @Inject
    WorkerQueries workers;

    @GET
    public Workers list() {
        return new Workers(workers.list(caller.get()));
    }

    record Workers(List<WorkerView> workers) {}
}
