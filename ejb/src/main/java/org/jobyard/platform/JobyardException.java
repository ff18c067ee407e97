package org.jobyard.platform;

import jakarta.ejb.ApplicationException;
import java.util.List;

/** A refusal: the request changed nothing. The message is for people and safe to show. */
@ApplicationException(rollback = true)
public class JobyardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;

    /** A refusal as a whole. */
    public JobyardException(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    /** A refusal that names fields. */
    public JobyardException(ErrorCode code, String detail, List<FieldError> errors) {
        super(detail);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    /** What kind of refusal it is. */
    public ErrorCode code() {
        return code;
    }

    /** The wrong fields; empty when the request as a whole is refused. */
    public List<FieldError> errors() {
        return errors;
    }
}
