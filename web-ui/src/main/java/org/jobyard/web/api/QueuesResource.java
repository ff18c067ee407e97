package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jobyard.dispatch.QueueQueries;
import org.jobyard.dispatch.QueueView;
import org.jobyard.web.security.CurrentCaller;

/** The queues and how much is in them. */
@Path("v1/queues")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class QueuesResource {

    @Inject
    CurrentCaller caller;

    @Inject
    QueueQueries queues;

    @GET
    public Queues list() {
        return new Queues(queues.list(caller.get()));
    }

    record Queues(List<QueueView> queues) {}
}
