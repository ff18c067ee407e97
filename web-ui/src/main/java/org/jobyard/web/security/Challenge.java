package org.jobyard.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.web.api.error.ProblemWriter;

/** What a request without a valid sign-in is answered: a problem to programs, the sign-in page to people. */
@ApplicationScoped
class Challenge {

    @Inject
    ProblemWriter problems;

    /** Nobody is named: asks for it. */
    AuthenticationStatus ask(HttpServletRequest request, HttpServletResponse response) {
        if (ApiAuthentication.applies(request)) {
            return fail(
                    new JobyardException(ErrorCode.UNAUTHENTICATED, "Send an API token: Authorization: Bearer jy_..."),
                    request,
                    response);
        }
        try {
            if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
                redirectPartially(request, response);
            } else {
                response.sendRedirect(ReturnAddress.signInPage(request));
            }
        } catch (IOException clientGone) {
            throw new UncheckedIOException(clientGone);
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /** The request was refused, or could not be looked at. */
    AuthenticationStatus fail(RuntimeException failed, HttpServletRequest request, HttpServletResponse response) {
        if (ApiAuthentication.applies(request)) {
            problems.write(failed, response);
            return AuthenticationStatus.SEND_FAILURE;
        }
        try {
            response.sendError(problems.status(failed));
        } catch (IOException clientGone) {
            throw new UncheckedIOException(clientGone);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }

    // An ajax request cannot follow a redirect to a page; Faces' own way is to be told so in its answer.
    private static void redirectPartially(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/xml;charset=UTF-8");
        response.getWriter()
                .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\""
                        + ReturnAddress.signInPageOfAjax(request) + "\"/></partial-response>");
    }
}
