package org.jobyard.submission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jobyard.job.Destination;
import org.jobyard.job.JobSpec;
import org.jobyard.job.Terms;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.messaging.StorableJson;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.Ids;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.platform.Texts;
import org.jobyard.registration.Registration;
import org.jobyard.sdk.message.Queues;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** What may be submitted. Names every wrong field at once. */
@ApplicationScoped
public class SubmissionRules {
    /** Priority of a job that asks for none. */
    public static final int DEFAULT_PRIORITY = 4;

    private static final int HIGHEST_PRIORITY = 9;
    private static final String SCRIPT = "script";
    private static final int NAME_MAX = 200;
    private static final int REFERENCE_MAX = 1000;
    private static final int KEY_MAX = 200;
    private static final Pattern TYPE = Pattern.compile("[a-zA-Z][\\w.-]{0,99}");
    private static final Pattern REPLY_TO =
            Pattern.compile(Pattern.quote(Queues.CLIENT_QUEUE_PREFIX) + "[A-Za-z0-9._-]{1,200}");

    @Inject
    TermsRules termsRules;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Checks a request.
     *
     * @return what to register
     * @throws JobyardException FORBIDDEN, TOO_LARGE, or INVALID with each wrong field
     */
    public Registration check(Caller caller, JobRequest request) {
        caller.require(Role.ENGINEER);
        List<FieldError> errors = new ArrayList<>();
        require(
                errors,
                "type",
                request.type() != null && TYPE.matcher(request.type()).matches(),
                "must begin with a letter and have up to 100 letters, digits, '_', '.' or '-'");
        String name = request.name() == null ? request.type() : request.name().strip();
        checkText(errors, "name", name, NAME_MAX, true);
        checkText(errors, "reference", request.reference(), REFERENCE_MAX, false);
        checkText(errors, "idempotencyKey", request.idempotencyKey(), KEY_MAX, request.idempotencyKey() != null);
        int priority = request.priority() == null ? DEFAULT_PRIORITY : request.priority();
        require(errors, "priority", priority >= 0 && priority <= HIGHEST_PRIORITY, "must be 0 to " + HIGHEST_PRIORITY);
        checkTimes(errors, request);
        require(
                errors,
                "replyTo",
                request.replyTo() == null || isClientQueue(request.replyTo()),
                "must be the name of a queue that begins with " + Queues.CLIENT_QUEUE_PREFIX);
        checkDestination(errors, request);
        String parameters = request.parameters() == null ? "{}" : checkParameters(errors, request);
        if (request.terms() != null) {
            termsRules.check(errors, request.terms(), request.startAt());
        }
        if (!errors.isEmpty()) {
            throw new JobyardException(ErrorCode.INVALID, "The job is not valid.", errors);
        }
        JobSpec spec = new JobSpec(
                request.id() == null ? ids.next() : request.id(),
                caller.tenant(),
                caller.name(),
                name,
                request.type(),
                parameters,
                priority,
                request.reference(),
                request.replyTo(),
                request.timeout(),
                request.startAt() == null ? null : request.startAt().truncatedTo(ChronoUnit.MICROS),
                TraceParent.wellFormed(request.traceParent()),
                request.destination(),
                request.terms() == null ? Terms.USUAL : request.terms());
        return request.idempotencyKey() == null
                ? new Registration(spec, null, null)
                : new Registration(spec, request.idempotencyKey(), hash(request));
    }

    /** True for a queue that clients may name for answers: never one of the server's or the workers' own. */
    public static boolean isClientQueue(String queue) {
        return REPLY_TO.matcher(queue).matches();
    }

    private static void checkDestination(List<FieldError> errors, JobRequest request) {
        if (request.destination() == null) {
            return;
        }
        require(errors, "destination", Destination.isName(request.destination()), Destination.RULE);
        // To run it in the wrong place would be worse than not to run it.
        require(
                errors,
                "destination",
                !SCRIPT.equals(request.type()),
                "is not possible for a script: a script runs on the host of its worker");
    }

    private String checkParameters(List<FieldError> errors, JobRequest request) {
        if (!StorableJson.isStorable(request.parameters())) {
            errors.add(new FieldError(
                    "parameters", "must not have the character NUL, broken surrogate pairs, or numbers beyond 1e1000"));
            return null;
        }
        String parameters = JsonColumns.text(request.parameters());
        int most = settings.number(Setting.PARAMETERS_MAX);
        if (parameters.getBytes(StandardCharsets.UTF_8).length > most) {
            throw new JobyardException(
                    ErrorCode.TOO_LARGE,
                    "The parameters are larger than " + most + " bytes.",
                    List.of(new FieldError("parameters", "must not be larger than " + most + " bytes")));
        }
        return parameters;
    }

    private void checkTimes(List<FieldError> errors, JobRequest request) {
        Instant latest = clock.instant().plus(settings.duration(Setting.START_AHEAD));
        require(
                errors,
                "startAt",
                request.startAt() == null || isWithin(request.startAt(), latest),
                "must be after 1970 and before " + latest.truncatedTo(ChronoUnit.DAYS));
        Duration longest = settings.duration(Setting.TIMEOUT_MAX);
        require(
                errors,
                "timeout",
                request.timeout() == null
                        || (request.timeout().compareTo(Duration.ofMillis(1)) >= 0
                                && request.timeout().compareTo(longest) <= 0),
                "must be more than 0 and at most " + longest.toDays() + " days");
    }

    /** A start in the past means at once. */
    private static boolean isWithin(Instant startAt, Instant latest) {
        return !startAt.isBefore(Instant.EPOCH) && startAt.isBefore(latest);
    }

    private static void checkText(List<FieldError> errors, String field, String text, int longest, boolean needed) {
        if (text == null) {
            return;
        }
        require(
                errors,
                field,
                text.length() <= longest && !(needed && text.isBlank()),
                "must have " + (needed ? "1" : "0") + " to " + longest + " characters");
        require(
                errors,
                field,
                Texts.storable(text) && text.chars().noneMatch(Character::isISOControl),
                "must not have control characters or broken surrogate pairs");
    }

    static void require(List<FieldError> errors, String field, boolean right, String message) {
        if (!right) {
            errors.add(new FieldError(field, message));
        }
    }

    /** Of all that the submitter chose, so that a key that is used for something else is found out. */
    private static byte[] hash(JobRequest request) {
        List<Object> chosen = new ArrayList<>();
        chosen.add(request.id());
        chosen.add(request.name());
        chosen.add(request.type());
        chosen.add(request.parameters());
        chosen.add(request.priority());
        chosen.add(request.startAt());
        chosen.add(request.timeout());
        chosen.add(request.reference());
        if (request.destination() != null) {
            chosen.add(request.destination());
        }
        // What was asked for before there were terms keeps its hash.
        if (request.terms() != null && !request.terms().equals(Terms.USUAL)) {
            chosen.add(request.terms());
        }
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(JsonColumns.text(chosen).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The id of a job that its submitter chose. */
    static UUID id(String text) {
        try {
            UUID id = UUID.fromString(text == null ? "" : text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw notAnId(e);
        }
        throw notAnId(null);
    }

    private static JobyardException notAnId(Throwable cause) {
        JobyardException refusal = new JobyardException(
                ErrorCode.INVALID,
                "The message id must be the job's id.",
                List.of(new FieldError("message_id", "must be a UUID")));
        refusal.initCause(cause);
        return refusal;
    }
}
