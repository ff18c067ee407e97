package org.jobyard.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.message.WorkerMode;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.workers.CommandWorkers;
import org.jobyard.workers.WorkerDetails;
import org.jobyard.workers.WorkerQueries;
import org.jobyard.workers.WorkerView;

/** The workers, what they do, and what they are to do. */
@Path("v1/workers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class WorkersResource {

    @Inject
    CurrentCaller caller;

    @Inject
    WorkerQueries workers;

    @Inject
    CommandWorkers commands;

    @Context
    UriInfo uri;

    @GET
    public Workers list() {
        return new Workers(workers.list(caller.get()));
    }

    @GET
    @Path("{name}")
    public WorkerDetails get(@PathParam("name") String name) {
        return workers.find(caller.get(), name)
                .orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no worker " + name + "."));
    }

    @POST
    @Path("{name}/quiesce")
    public Response quiesce(@PathParam("name") String name) {
        return tell(name, WorkerMode.QUIESCING);
    }

    @POST
    @Path("{name}/suspend")
    public Response suspend(@PathParam("name") String name) {
        return tell(name, WorkerMode.SUSPENDED);
    }

    @POST
    @Path("{name}/resume")
    public Response resume(@PathParam("name") String name) {
        return tell(name, WorkerMode.ACTIVE);
    }

    @POST
    @Path("{name}/shutdown")
    public Response shutDown(@PathParam("name") String name) {
        return tell(name, WorkerMode.STOPPING);
    }

    /** It is told; what it does is seen when it says so. */
    private Response tell(String name, WorkerMode wanted) {
        QueryFields query = new QueryFields(uri);
        UUID instance = query.uuid("instance");
        query.check();
        commands.tell(caller.get(), name, instance, wanted);
        return Response.accepted(get(name)).build();
    }

    record Workers(List<WorkerView> workers) {}
}
