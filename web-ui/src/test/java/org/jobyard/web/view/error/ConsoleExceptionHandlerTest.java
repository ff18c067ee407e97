package org.jobyard.web.view.error;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.ExternalContextWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.FacesContextWrapper;
import jakarta.faces.context.PartialViewContext;
import jakarta.faces.context.PartialViewContextWrapper;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.ExceptionQueuedEventContext;
import jakarta.faces.event.PhaseId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a page that failed answers, while it still can. */
class ConsoleExceptionHandlerTest {
    private final List<String> answers = new ArrayList<>();
    private final List<Throwable> logged = new ArrayList<>();
    private boolean committed;

    private final Incidents incidents = new Incidents() {
        @Override
        String log(Throwable cause) {
            logged.add(cause);
            return "an-id";
        }
    };

    /** Of an Ajax request. It may be asked for nothing else. */
    @SuppressWarnings("unchecked") // the wrapper itself overrides a method so
    private final class Answer extends ExternalContextWrapper {
        private Answer() {
            super(null);
        }

        @Override
        public boolean isResponseCommitted() {
            return committed;
        }

        @Override
        public void responseReset() {
            if (committed) {
                throw new IllegalStateException("committed");
            }
            answers.add("reset");
        }

        @Override
        public void setResponseStatus(int status) {
            answers.add(String.valueOf(status));
        }

        @Override
        public void setResponseHeader(String name, String value) {
            answers.add(value);
        }

        @Override
        public Map<String, Object> getRequestMap() {
            return new HashMap<>();
        }
    }

    private static final class Ajax extends PartialViewContextWrapper {
        private Ajax() {
            super(null);
        }

        @Override
        public boolean isAjaxRequest() {
            return true;
        }

        @Override
        public void setPartialRequest(boolean partial) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Request extends FacesContextWrapper {
        private Request() {
            super(null);
        }

        private void make(FacesContext current) {
            setCurrentInstance(current);
        }

        @Override
        public ExternalContext getExternalContext() {
            return new Answer();
        }

        @Override
        public PartialViewContext getPartialViewContext() {
            return new Ajax();
        }

        @Override
        public PhaseId getCurrentPhaseId() {
            return PhaseId.RENDER_RESPONSE;
        }

        @Override
        public void responseComplete() {
            answers.add("complete");
        }
    }

    private final Request request = new Request();

    @AfterEach
    void end() {
        request.make(null);
    }

    private void fail(Throwable thrown) {
        request.make(request);
        List<ExceptionQueuedEvent> events = new ArrayList<>();
        events.add(new ExceptionQueuedEvent(new ExceptionQueuedEventContext(request, thrown)));
        ExceptionHandler queue = new ExceptionHandlerWrapper(null) {
            @Override
            public Iterable<ExceptionQueuedEvent> getUnhandledExceptionQueuedEvents() {
                return events;
            }

            @Override
            public void handle() {
                assertThat(events).isEmpty();
            }
        };
        new ConsoleExceptionHandler(queue, incidents).handle();
    }

    @Test
    void thePersonIsToldTheIdThatTheLogHas() {
        RuntimeException broken = new IllegalStateException("broken");
        fail(broken);
        assertThat(logged).containsExactly(broken);
        assertThat(answers).containsExactly("reset", "500", "an-id", "complete");
    }

    @Test
    void anAnswerThatHasBegunIsEndedAndTheLogSaysWhy() {
        committed = true;
        RuntimeException broken = new IllegalStateException("broken");
        ViewExpiredException expired = new ViewExpiredException("expired", "/jobs");
        fail(broken);
        fail(expired);
        assertThat(logged).containsExactly(broken, expired);
        assertThat(answers).containsExactly("complete", "complete");
    }
}
