package org.jobyard.web.view.error;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes failures into the log under an id that the person who met it can tell. */
@ApplicationScoped
class Incidents {

    /** Request attribute that carries the id to the error page. */
    static final String ATTRIBUTE = "org.jobyard.incident";

    private static final Logger LOG = Logger.getLogger(Incidents.class.getName());

    /** Logs the cause, null when it is not known, and returns the new id. */
    String log(Throwable cause) {
        String id = UUID.randomUUID().toString();
        LOG.log(Level.SEVERE, cause, () -> "A page failed, error id " + id);
        return id;
    }
}
