package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jobyard.security.NewUser;
import org.jobyard.security.UserView;
import org.jobyard.security.Users;
import org.jobyard.web.security.CurrentCaller;

/** Users, for administrators; anybody may change the own password. */
@Path("v1/users")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {

    @Inject
    CurrentCaller caller;

    @Inject
    Users users;

    @Context
    UriInfo uri;

    @GET
    public UserList list() {
        return new UserList(users.list(caller.get()));
    }

    @POST
    public Response create(NewUser user) {
        UserView created = users.create(caller.get(), user);
        return Response.created(
                        uri.getAbsolutePathBuilder().path(created.name()).build())
                .entity(created)
                .build();
    }

    @PATCH
    @Path("{name}")
    public void change(@PathParam("name") String name, UserChange change) {
        change.apply(users, caller.get(), name);
    }

    @DELETE
    @Path("{name}")
    @Consumes(MediaType.WILDCARD)
    public void disable(@PathParam("name") String name) {
        users.disable(caller.get(), name);
    }

    record UserList(List<UserView> users) {}
}
