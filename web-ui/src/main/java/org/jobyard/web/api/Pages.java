package org.jobyard.web.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Answers with a page of a list and the address of the next. */
final class Pages {

    private Pages() {}

    /** A page; {@code next} is the cursor of what follows, null at the end. */
    static Response answer(UriInfo uri, Object page, String next) {
        Response.ResponseBuilder answer = Response.ok(page);
        if (next != null) {
            answer.link(
                    uri.getRequestUriBuilder().replaceQueryParam("cursor", next).build(), "next");
        }
        return answer.build();
    }
}
