package org.jobyard.web.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;

/** Schedules that were asked for by id, and pages of lists about them. */
final class Schedules {

    private Schedules() {}

    static <T> T require(Optional<T> found, UUID id) {
        return found.orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no schedule " + id + "."));
    }

    /** The page, with the address of the next one if there is one. */
    static Response page(Object page, String next, UriInfo uri) {
        Response.ResponseBuilder answer = Response.ok(page);
        if (next != null) {
            answer.link(
                    uri.getRequestUriBuilder().replaceQueryParam("cursor", next).build(), "next");
        }
        return answer.build();
    }
}
