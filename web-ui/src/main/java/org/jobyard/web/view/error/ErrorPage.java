package org.jobyard.web.view.error;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** The page shown after a failure; it tells the id under which the log has the cause. */
@Named
@RequestScoped
public class ErrorPage {

    @Inject
    HttpServletRequest request;

    @Inject
    Incidents incidents;

    private String id;

    /** The id; what failed outside of pages gets one here. */
    public String getId() {
        if (id == null) {
            id = (String) request.getAttribute(Incidents.ATTRIBUTE);
        }
        if (id == null) {
            id = incidents.log((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        }
        return id;
    }
}
