package org.jobyard.web.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts the API's answers by method and status: what is asked, and how much of it is refused or fails. */
@Provider
@ApplicationScoped
public class RequestCount implements ContainerResponseFilter {

    // A made-up method must not make a figure of its own: there is no end of them.
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Metadata REQUESTS = Metadata.builder()
            .withName("jobyard_api_requests")
            .withDescription("Requests to the API, by method and status")
            .build();

    @Inject
    MetricRegistry registry;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Tag method = new Tag("method", METHODS.contains(request.getMethod()) ? request.getMethod() : "other");
        Tag status = new Tag("status", Integer.toString(response.getStatus()));
        registry.counter(REQUESTS, method, status).inc();
    }
}
