package org.jobyard.web.startup;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import org.jobyard.startup.Startup;

/** Serves no address; it is what the container starts after all else of the application, and then lets work in. */
@WebServlet(
        name = "lastStep",
        urlPatterns = {},
        loadOnStartup = Integer.MAX_VALUE)
public class LastStep extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Startup startup;

    @Override
    public void init() {
        startup.open();
    }
}
