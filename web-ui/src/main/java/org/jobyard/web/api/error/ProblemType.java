package org.jobyard.web.api.error;

import java.util.Arrays;
import java.util.Optional;
import org.jobyard.platform.ErrorCode;

/** The problems that the API answers: the one place where a refusal gets its HTTP status. */
enum ProblemType {
    INVALID(400, "The request is not valid"),
    UNAUTHENTICATED(401, "Nobody is signed in"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "This address does not know that method"),
    NOT_ACCEPTABLE(406, "No answer of the accepted types"),
    CONFLICT(409, "Not in this state"),
    NAME_TAKEN(409, "Another job has the name"),
    TOO_LARGE(413, "Too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "A body of this type is not taken"),
    RANGE_NOT_SATISFIABLE(416, "Nothing in this range"),
    MISMATCH(422, "The idempotency key was used for another request"),
    TOO_MANY(429, "Too many requests"),
    INTERNAL(500, "An error in the server"),
    UNAVAILABLE(503, "Not available for the moment");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    static ProblemType of(ErrorCode code) {
        return switch (code) {
            case INVALID -> INVALID;
            case NOT_FOUND -> NOT_FOUND;
            case CONFLICT -> CONFLICT;
            case NAME_TAKEN -> NAME_TAKEN;
            case FORBIDDEN -> FORBIDDEN;
            case UNAUTHENTICATED -> UNAUTHENTICATED;
            case TOO_LARGE -> TOO_LARGE;
            case UNAVAILABLE -> UNAVAILABLE;
            case TOO_MANY -> TOO_MANY;
            case MISMATCH -> MISMATCH;
        };
    }

    /** The problem for a status that JAX-RS itself answers; empty for one that stands for no problem of the caller's. */
    static Optional<ProblemType> of(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status == status && type != INTERNAL)
                .findFirst();
    }
}
