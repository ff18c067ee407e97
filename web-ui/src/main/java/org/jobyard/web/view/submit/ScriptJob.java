package org.jobyard.web.view.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jobyard.job.Backoff;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.query.JobDetails;
import org.jobyard.submission.JobRequest;

/** Turns the form into the job it asks for, and a job back into the form. */
final class ScriptJob {

    static final String TYPE = "script";

    private ScriptJob() {}

    /**
     * The request; what else is wrong in it is found by the core.
     *
     * @throws JobyardException INVALID when there is no script, or a length of time cannot be read
     */
    static JobRequest request(SubmitForm form, String key) {
        check(form);
        Instant startAt = form.getStartAt() == null
                ? null
                : form.getStartAt().atZone(ZoneId.of(form.getZone())).toInstant();
        return JobRequest.of(TYPE)
                .name(form.getName())
                .parameters(parameters(form))
                .priority(form.getPriority())
                .startAt(startAt)
                .timeout(duration(form.getTimeout()))
                .reference(form.getReference())
                .idempotencyKey(key)
                .terms(new Terms(form.getSameName(), retry(form), duration(form.getDeadline())))
                .build();
    }

    private static ObjectNode parameters(SubmitForm form) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        // Browsers send line ends as CR LF; interpreters take the CR for part of the line.
        parameters.put("script", form.getScript().replace("\r\n", "\n"));
        parameters.put("interpreter", form.getInterpreter());
        if (form.getArguments() != null) {
            ArrayNode arguments = parameters.putArray("arguments");
            form.getArguments().lines().filter(line -> !line.isEmpty()).forEach(arguments::add);
        }
        return parameters;
    }

    private static void check(SubmitForm form) {
        List<FieldError> errors = new ArrayList<>();
        if (form.getScript() == null || form.getScript().isBlank()) {
            errors.add(new FieldError("script", "Write a script, or load one from a file."));
        }
        checkDuration(errors, "timeout", form.getTimeout());
        checkDuration(errors, "deadline", form.getDeadline());
        if (!errors.isEmpty()) {
            throw new JobyardException(ErrorCode.INVALID, "Some fields are wrong.", errors);
        }
    }

    private static Retry retry(SubmitForm form) {
        return form.getAttempts() <= 1
                ? null
                : new Retry(
                        form.getAttempts(),
                        form.getRetry().delay(),
                        form.getRetry().backoff(),
                        form.getRetry().on());
    }

    private static void checkDuration(List<FieldError> errors, String field, String text) {
        if (text != null && duration(text) == null) {
            errors.add(new FieldError(field, "Write it like 90s, 10m or 1h30m."));
        }
    }

    /** Null for null, and for what cannot be read. */
    private static Duration duration(String text) {
        return Optional.ofNullable(text).flatMap(DurationText::parse).orElse(null);
    }

    private static SubmitForm withParameters(JsonNode parameters) {
        SubmitForm form = new SubmitForm();
        form.setScript(parameters.path("script").textValue());
        form.setInterpreter(parameters.path("interpreter").asText(form.getInterpreter()));
        String arguments = String.join("\n", texts(parameters.path("arguments")));
        form.setArguments(arguments.isEmpty() ? null : arguments);
        return form;
    }

    /** The form as it was for what a schedule submits, in the form in which a client sends it; without times. */
    static SubmitForm form(ObjectNode job) {
        SubmitForm form = withParameters(job.path("parameters"));
        form.setPriority(job.path("priority").asInt(form.getPriority()));
        form.setTimeout(durationText(job.path("timeout")));
        form.setDeadline(durationText(job.path("deadline")));
        form.setReference(job.path("reference").textValue());
        form.setSameName(SameName.valueOf(job.path("sameName").asText(SameName.ALLOW.name())));
        JsonNode retry = job.path("retry");
        if (retry.isObject()) {
            form.setAttempts(retry.path("attempts").asInt());
            form.setRetry(new Retry(
                    form.getAttempts(),
                    retry.path("delay").isTextual()
                            ? Duration.parse(retry.path("delay").textValue())
                            : null,
                    retry.path("backoff").isTextual()
                            ? Backoff.valueOf(retry.path("backoff").textValue())
                            : null,
                    retry.path("on").isArray() ? texts(retry.path("on")) : null));
        }
        return form;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String durationText(JsonNode iso) {
        return iso.isTextual() ? DurationText.write(Duration.parse(iso.textValue())) : null;
    }

    /** The form as it was for this job, to submit it again; its time is now. */
    static SubmitForm form(JobDetails job) {
        SubmitForm form = withParameters(job.parameters());
        form.setName(job.summary().name());
        form.setPriority(job.summary().priority());
        form.setTimeout(job.timeout() == null ? null : DurationText.write(job.timeout()));
        form.setDeadline(job.deadline() == null ? null : DurationText.write(job.deadline()));
        form.setReference(job.summary().reference());
        form.setSameName(job.sameName());
        if (job.retry() != null) {
            form.setRetry(job.retry());
            form.setAttempts(job.retry().attempts());
        }
        return form;
    }
}
