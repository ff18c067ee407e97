package org.jobyard.web.startup;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.startup.Progress;
import org.jobyard.web.api.error.ProblemWriter;

/** Answers requests with 503 until the start is through: what a crash left must be settled before new work comes in. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class StartGate extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Progress progress;

    @Inject
    private transient ProblemWriter problems;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (progress.hasStarted()
                || isForOperators(request.getRequestURI()
                        .substring(request.getContextPath().length()))) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    new JobyardException(ErrorCode.UNAVAILABLE, "The server is starting; try again in a moment."),
                    response);
        }
    }

    /** Who watches the start asks these. */
    private static boolean isForOperators(String path) {
        return path.startsWith("/health") || path.startsWith("/metrics");
    }
}
