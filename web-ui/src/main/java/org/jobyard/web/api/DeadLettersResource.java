package org.jobyard.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import java.util.Optional;
import java.util.UUID;
import org.jobyard.letters.LetterDetails;
import org.jobyard.letters.LetterFilter;
import org.jobyard.letters.LetterKind;
import org.jobyard.letters.LetterPage;
import org.jobyard.letters.LetterQueries;
import org.jobyard.letters.SettleLetters;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.web.security.CurrentCaller;

/** Messages that could not be handled or delivered: see them, send them back, discard them. */
@Path("v1/dead-letters")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DeadLettersResource {

    private static final long USUAL_PAGE = 50;

    @Inject
    CurrentCaller caller;

    @Inject
    LetterQueries letters;

    @Inject
    SettleLetters settle;

    @Context
    UriInfo uri;

    @GET
    public Response list() {
        QueryFields query = new QueryFields(uri);
        LetterKind kind =
                query.anyOf("kind", LetterKind.class).stream().findFirst().orElse(null);
        LetterFilter filter = new LetterFilter(kind, query.text("routingKey"));
        String cursor = query.text("cursor");
        int limit = query.number("limit", USUAL_PAGE, 1, LetterQueries.PAGE_MAX).intValue();
        query.check();
        LetterPage page = letters.list(caller.get(), filter, cursor, limit);
        return Pages.answer(uri, page, page.next());
    }

    @GET
    @Path("{id}")
    public LetterDetails get(@PathParam("id") UUID id) {
        return require(letters.find(caller.get(), id), id);
    }

    @GET
    @Path("{id}/body")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response body(@PathParam("id") UUID id) {
        return Response.ok(require(letters.body(caller.get(), id), id))
                .header("Content-Disposition", ContentDisposition.attachment("dead-letter-" + id))
                .build();
    }

    @POST
    @Path("{id}/send-back")
    public void sendBack(@PathParam("id") UUID id) {
        settle.sendBack(caller.get(), id);
    }

    @DELETE
    @Path("{id}")
    public void discard(@PathParam("id") UUID id) {
        settle.discard(caller.get(), id);
    }

    private static <T> T require(Optional<T> found, UUID id) {
        return found.orElseThrow(
                () -> new JobyardException(ErrorCode.NOT_FOUND, "There is no dead letter " + id + "."));
    }
}
