package org.jobyard.web.api.error;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.NoContentException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.UUID;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.NameTakenException;

/**
 * Makes a problem of whatever was thrown. A refusal is told as it is; of a failure the caller hears only the id under which
 * the log has everything.
 */
@ApplicationScoped
public class Problems {

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    /** The problem for a thrown exception, already logged as it deserves. */
    public Problem of(Throwable thrown) {
        JobyardException refusal = Causes.find(thrown, JobyardException.class);
        if (refusal != null) {
            UUID conflicting = refusal instanceof NameTakenException taken ? taken.job() : null;
            return told(
                    Problem.of(ProblemType.of(refusal.code()), refusal.getMessage(), refusal.errors(), conflicting),
                    thrown);
        }
        WebApplicationException jaxRs = Causes.find(thrown, WebApplicationException.class);
        if (Causes.find(thrown, NoContentException.class) != null) {
            return logged(Problem.of(ProblemType.INVALID, "A body is expected.", List.of()), thrown);
        }
        if (jaxRs != null) {
            return logged(ofStatus(jaxRs.getResponse().getStatus()), thrown);
        }
        return logged(
                Causes.isOutage(thrown)
                        ? Problem.of(ProblemType.UNAVAILABLE, "A part of the service is away; try again.", List.of())
                        : internal(),
                thrown);
    }

    private static Problem ofStatus(int status) {
        return ProblemType.of(status)
                .map(type -> Problem.of(type, type.title() + ".", List.of()))
                .orElseGet(() -> status < 500
                        ? Problem.of(ProblemType.INVALID, "The request cannot be read.", List.of())
                        : internal());
    }

    private static Problem internal() {
        return Problem.of(
                ProblemType.INTERNAL, "The server's log tells more under the id of this occurrence.", List.of());
    }

    private static Problem logged(Problem problem, Throwable thrown) {
        if (problem.status() < 500) {
            return told(problem, thrown);
        }
        LOG.log(Level.ERROR, problem.instance() + " answered with " + problem.status(), thrown);
        return problem;
    }

    /** A refusal is no failure, whatever its status: the one who asked knows all of it. */
    private static Problem told(Problem problem, Throwable thrown) {
        LOG.log(Level.DEBUG, () -> problem.instance() + " " + problem.code() + ": " + thrown.getMessage());
        return problem;
    }
}
