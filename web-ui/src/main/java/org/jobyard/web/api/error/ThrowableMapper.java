package org.jobyard.web.api.error;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers every exception of the API with a problem. */
@Provider
@ApplicationScoped
public class ThrowableMapper implements ExceptionMapper<Throwable> {

    @Inject
    Problems problems;

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException jaxRs
                && jaxRs.getResponse().getStatus() < 400) {
            return jaxRs.getResponse();
        }
        Problem problem = problems.of(thrown);
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        ProblemHeaders.of(problem).forEach(answer::header);
        if (thrown instanceof NotAllowedException other) {
            answer.allow(other.getResponse().getAllowedMethods());
        }
        return answer.build();
    }
}
