package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses bodies that are too large: at once when they say so, else at the byte that is too many. */
@Provider
@PreMatching
@ApplicationScoped
public class BodyLimit implements ContainerRequestFilter {

    private final long most;

    /** For the container's proxy. */
    protected BodyLimit() {
        this(0);
    }

    @Inject
    public BodyLimit(@ConfigProperty(name = "jobyard.api.max-body-bytes", defaultValue = "16777216") long most) {
        this.most = most;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (length(request) > most) {
            throw LimitedInput.tooLarge(most);
        }
        request.setEntityStream(new LimitedInput(request.getEntityStream(), most));
    }

    // ContainerRequestContext.getLength() is an int and says -1 for what does not fit.
    private static long length(ContainerRequestContext request) {
        String length = request.getHeaderString("Content-Length");
        return length == null || !length.matches("\\d{1,18}") ? -1 : Long.parseLong(length);
    }
}
