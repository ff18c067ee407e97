package org.jobyard.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jobyard.dispatch.MessagingQueries;
import org.jobyard.dispatch.MessagingView;
import org.jobyard.web.security.CurrentCaller;

/** How messages and their transactions fare. */
@Path("v1/messaging")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MessagingResource {

    @Inject
    CurrentCaller caller;

    @Inject
    MessagingQueries messaging;

    @GET
    public MessagingView look() {
        return messaging.look(caller.get());
    }
}
