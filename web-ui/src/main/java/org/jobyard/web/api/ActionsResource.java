package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jobyard.actions.ActOnJobs;
import org.jobyard.actions.ActionOutcome;
import org.jobyard.actions.ActionPreview;
import org.jobyard.sdk.message.Headers;
import org.jobyard.web.security.CurrentCaller;

/** Cancel many jobs, run them again, change their priority. */
@Path("v1/jobs/actions")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ActionsResource {

    @Inject
    CurrentCaller caller;

    @Inject
    ActOnJobs actOnJobs;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public ActionOutcome act(
            @HeaderParam(JobsResource.IDEMPOTENCY_KEY) String key,
            @HeaderParam(Headers.TRACEPARENT) String traceParent,
            ActionSubmission action) {
        return actOnJobs.act(caller.get(), action.request(), key, traceParent);
    }

    @POST
    @Path("preview")
    @Consumes(MediaType.APPLICATION_JSON)
    public ActionPreview preview(ActionSubmission action) {
        return actOnJobs.preview(caller.get(), action.request());
    }
}
