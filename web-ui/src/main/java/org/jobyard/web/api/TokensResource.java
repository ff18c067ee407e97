package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jobyard.security.NewToken;
import org.jobyard.security.TokenSecret;
import org.jobyard.security.TokenView;
import org.jobyard.security.Tokens;
import org.jobyard.web.security.CurrentCaller;

/** API tokens: the own ones; for administrators those of all users they administer. */
@Path("v1/tokens")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class TokensResource {

    @Inject
    CurrentCaller caller;

    @Inject
    Tokens tokens;

    @Context
    UriInfo uri;

    @GET
    public TokenList list() {
        return new TokenList(tokens.list(caller.get()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response issue(NewToken token) {
        TokenSecret issued = tokens.issue(caller.get(), token);
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(issued.token().id().toString())
                        .build())
                .entity(issued)
                .build();
    }

    @DELETE
    @Path("{id}")
    public void revoke(@PathParam("id") UUID id) {
        tokens.revoke(caller.get(), id);
    }

    record TokenList(List<TokenView> tokens) {}
}
