package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.List;
import org.jobyard.job.JobState;
import org.jobyard.query.JobFilter;
import org.jobyard.query.JobPage;
import org.jobyard.query.JobQueries;
import org.jobyard.sdk.message.Headers;
import org.jobyard.submission.SubmitJob;
import org.jobyard.submission.Submitted;
import org.jobyard.web.security.CurrentCaller;

/** Submit jobs and list them. */
@Path("v1/jobs")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final long USUAL_PAGE = 50;

    @Inject
    CurrentCaller caller;

    @Inject
    SubmitJob submitJob;

    @Inject
    JobQueries jobs;

    @Context
    UriInfo uri;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response submit(
            @HeaderParam(IDEMPOTENCY_KEY) String key,
            @HeaderParam(Headers.TRACEPARENT) String traceParent,
            JobSubmission submission) {
        Submitted submitted = submitJob.submit(caller.get(), submission.request(key, traceParent));
        return Response.status(submitted.replayed() ? Response.Status.OK : Response.Status.CREATED)
                .location(uri.getAbsolutePathBuilder()
                        .path(submitted.id().toString())
                        .build())
                .entity(submitted)
                .build();
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response submitFile(
            @HeaderParam(IDEMPOTENCY_KEY) String key,
            @HeaderParam(Headers.TRACEPARENT) String traceParent,
            List<EntityPart> parts)
            throws IOException {
        return submit(key, traceParent, MultipartSubmission.read(parts));
    }

    @GET
    public Response list() {
        QueryFields query = new QueryFields(uri);
        JobFilter filter = new JobFilter(
                query.anyOf("state", JobState.class),
                query.text("name"),
                query.text("type"),
                query.text("owner"),
                query.text("destination"),
                query.instant("from"),
                query.instant("to"));
        String cursor = query.text("cursor");
        int limit = query.number("limit", USUAL_PAGE, 1, JobQueries.PAGE_MAX).intValue();
        query.check();
        JobPage page = jobs.list(caller.get(), filter, cursor, limit);
        return Pages.answer(uri, page, page.next());
    }
}
