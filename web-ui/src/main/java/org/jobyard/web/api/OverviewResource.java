package org.jobyard.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jobyard.figures.Span;
import org.jobyard.overview.Overview;
import org.jobyard.overview.OverviewQueries;
import org.jobyard.web.security.CurrentCaller;

/** How everything fares. */
@Path("v1/overview")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {

    @Inject
    CurrentCaller caller;

    @Inject
    OverviewQueries overview;

    @GET
    public Overview look(@Context UriInfo uri) {
        QueryFields query = new QueryFields(uri);
        Span span = query.oneOf("span", Span.HOUR);
        query.check();
        return overview.look(caller.get(), span);
    }
}
