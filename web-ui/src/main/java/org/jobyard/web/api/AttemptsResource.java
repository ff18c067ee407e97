package org.jobyard.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jobyard.query.JobAttempt;
import org.jobyard.query.JobQueries;
import org.jobyard.web.security.CurrentCaller;

/** How often a job was tried, and how that went. */
@Path("v1/jobs/{id}/attempts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AttemptsResource {

    @Inject
    CurrentCaller caller;

    @Inject
    JobQueries jobs;

    @GET
    public Attempts get(@PathParam("id") UUID id) {
        Jobs.require(jobs.find(caller.get(), id), id);
        return new Attempts(jobs.attempts(caller.get(), id));
    }

    record Attempts(List<JobAttempt> attempts) {}
}
