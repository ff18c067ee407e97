package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jobyard.log.OutputDownload;
import org.jobyard.log.Outputs;
import org.jobyard.query.JobDetails;
import org.jobyard.query.JobQueries;
import org.jobyard.sdk.message.OutputFile;
import org.jobyard.web.security.CurrentCaller;

/** The files that a job left. */
@Path("v1/jobs/{id}/outputs")
@ApplicationScoped
public class OutputsResource {

    @Inject
    CurrentCaller caller;

    @Inject
    JobQueries jobs;

    @Inject
    Outputs outputs;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Files list(@PathParam("id") UUID id) {
        JobDetails job = Jobs.require(jobs.find(caller.get(), id), id);
        return new Files(job.outputs(), job.outputLocation());
    }

    @GET
    @Path("{name: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response download(@PathParam("id") UUID id, @PathParam("name") String name) {
        OutputDownload file = outputs.open(caller.get(), id, name);
        return described(file).entity(file.content()).build();
    }

    // JAX-RS would answer HEAD by GET and leave the file open.
    @HEAD
    @Path("{name: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response describe(@PathParam("id") UUID id, @PathParam("name") String name) throws IOException {
        try (OutputDownload file = outputs.open(caller.get(), id, name)) {
            return described(file).build();
        }
    }

    // Always to be saved, never to be shown: a file made by a script must not run as a page of ours.
    private static Response.ResponseBuilder described(OutputDownload file) {
        return Response.ok()
                .type(MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Length", file.size())
                .header("Content-Disposition", ContentDisposition.attachment(file.name()));
    }

    record Files(List<OutputFile> outputs, String location) {}
}
