package org.jobyard.web.view.error;

import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jobyard.platform.JobyardException;

/**
 * What a page does with an exception that nobody else took: an expired page is opened anew, a refusal becomes its error page,
 * and all else is logged under an id which the person is told.
 */
class ConsoleExceptionHandler extends ExceptionHandlerWrapper {

    private final Incidents incidents;

    ConsoleExceptionHandler(ExceptionHandler wrapped, Incidents incidents) {
        super(wrapped);
        this.incidents = incidents;
    }

    @Override
    public void handle() {
        Throwable first = null;
        for (var events = getUnhandledExceptionQueuedEvents().iterator(); events.hasNext(); ) {
            Throwable thrown = events.next().getContext().getException();
            events.remove();
            if (first == null) {
                first = thrown;
            } else {
                first.addSuppressed(thrown);
            }
        }
        if (first != null) {
            answer(FacesContext.getCurrentInstance(), first);
        }
        getWrapped().handle();
    }

    private void answer(FacesContext context, Throwable thrown) {
        ExternalContext external = context.getExternalContext();
        try {
            if (external.isResponseCommitted()) {
                // The browser has the beginning of another answer already: it can only end here, and the log say why.
                incidents.log(thrown);
            } else if (find(thrown, ViewExpiredException.class).isPresent()) {
                external.redirect(((HttpServletRequest) external.getRequest()).getRequestURI());
            } else {
                fail(context, external, thrown);
            }
            context.responseComplete();
        } catch (IOException clientGone) {
            throw new UncheckedIOException(clientGone);
        }
    }

    private void fail(FacesContext context, ExternalContext external, Throwable thrown) throws IOException {
        int status = find(thrown, JobyardException.class)
                .map(ConsoleExceptionHandler::status)
                .orElse(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        String id = status < 500 ? null : incidents.log(thrown);
        external.getRequestMap().put(Incidents.ATTRIBUTE, id);
        if (context.getPartialViewContext().isAjaxRequest()) {
            // The page stays as it is, with what was typed; its script tells that and the id.
            external.responseReset();
            external.setResponseStatus(status);
            external.setResponseHeader("X-Error-Id", id == null ? "" : id);
        } else {
            external.responseSendError(status, null);
        }
    }

    private static int status(JobyardException refused) {
        return switch (refused.code()) {
            case NOT_FOUND -> HttpServletResponse.SC_NOT_FOUND;
            case FORBIDDEN, UNAUTHENTICATED -> HttpServletResponse.SC_FORBIDDEN;
            case INVALID, CONFLICT, NAME_TAKEN, TOO_LARGE, UNAVAILABLE, TOO_MANY, MISMATCH ->
                HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        };
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
