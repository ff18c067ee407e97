package org.jobyard.web.view.error;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;

/** Puts the console's handling of failures before Faces' own. */
public class ConsoleExceptionHandlerFactory extends ExceptionHandlerFactory {

    public ConsoleExceptionHandlerFactory(ExceptionHandlerFactory wrapped) {
        super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
        Incidents incidents = CDI.current().select(Incidents.class).get();
        return new ConsoleExceptionHandler(getWrapped().getExceptionHandler(), incidents);
    }
}
