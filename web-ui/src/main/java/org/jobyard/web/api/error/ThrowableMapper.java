package org.jobyard.web.api.error;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Answers every exception of the API with a problem. */
@Provider
@ApplicationScoped
public class ThrowableMapper implements ExceptionMapper<Throwable> {

    private static final List<String> KEPT = List.of(HttpHeaders.ALLOW, "Content-Range");

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
        if (thrown instanceof WebApplicationException jaxRs) {
            KEPT.stream()
                    .filter(name -> jaxRs.getResponse().getHeaderString(name) != null)
                    .forEach(name -> answer.header(name, jaxRs.getResponse().getHeaderString(name)));
        }
        return answer.build();
    }
}
