package org.jobyard.web.api.error;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jobyard.web.api.json.Json;

/** Answers problems where JAX-RS is not yet, or no more, at work. */
@ApplicationScoped
public class ProblemWriter {

    @Inject
    Problems problems;

    /** Writes the problem for what was thrown and commits the response. */
    public void write(Throwable thrown, HttpServletResponse response) {
        Problem problem = problems.of(thrown);
        response.setStatus(problem.status());
        ProblemHeaders.of(problem).forEach(response::setHeader);
        response.setContentType(Problem.MEDIA_TYPE);
        try {
            response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(problem));
            response.flushBuffer();
        } catch (IOException clientGone) {
            throw new UncheckedIOException(clientGone);
        }
    }

    /** The status for what was thrown, where another body follows; the log has the same as for {@link #write}. */
    public int status(Throwable thrown) {
        return problems.of(thrown).status();
    }
}
