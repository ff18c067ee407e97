package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;

/** Refuses bodies that are too large: at once when they say so, else at the byte that is too many. */
@Provider
@PreMatching
@ApplicationScoped
public class BodyLimit implements ContainerRequestFilter {

    @Inject
    Settings settings;

    @Override
    public void filter(ContainerRequestContext request) {
        int most = settings.number(Setting.BODY_MAX);
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
