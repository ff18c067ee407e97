package org.jobyard.web.api.error;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jobyard.platform.FieldError;

/**
 * The body of an answer that refuses (RFC 9457).
 *
 * @param type names the kind of problem, the same as the code
 * @param title the kind of problem, for people
 * @param status the HTTP status
 * @param detail what was wrong this time, for people
 * @param code stable name to decide by
 * @param errors each wrong field; empty when the request as a whole is refused
 * @param conflictingJob the job that has the name; null for other problems
 * @param instance id of this occurrence, which the server's log has too
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        List<FieldError> errors,
        Link conflictingJob,
        String instance) {

    /**
     * A job in the way.
     *
     * @param id its id
     * @param href its address
     */
    public record Link(UUID id, String href) {
        static Link to(UUID job) {
            return new Link(job, "/api/v1/jobs/" + job);
        }
    }

    /** Media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int RETRY_AFTER_OUTAGE = 5;
    private static final int RETRY_AFTER_FLOOD = 60;

    static Problem of(ProblemType type, String detail, List<FieldError> errors) {
        return of(type, detail, errors, null);
    }

    static Problem of(ProblemType type, String detail, List<FieldError> errors, UUID conflictingJob) {
        String slug = type.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(
                "urn:jobyard:problem:" + slug,
                type.title(),
                type.status(),
                detail,
                type.name(),
                errors,
                conflictingJob == null ? null : Link.to(conflictingJob),
                "urn:uuid:" + UUID.randomUUID());
    }

    /** Seconds after which trying again makes sense; 0 when it does not. */
    @JsonIgnore
    int retryAfterSeconds() {
        return switch (status) {
            case 429 -> RETRY_AFTER_FLOOD;
            case 503 -> RETRY_AFTER_OUTAGE;
            default -> 0;
        };
    }
}
