package org.jobyard.web.view.submit;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import java.util.Set;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;

/** Puts the core's field errors to the fields of the form. */
final class Refusals {

    private static final Set<String> FIELDS = Set.of(
            "name",
            "times",
            "endsAt",
            "catchUp",
            "missed",
            "overlap",
            "script",
            "interpreter",
            "arguments",
            "startAt",
            "priority",
            "timeout",
            "deadline",
            "reference",
            "attempts");

    private Refusals() {}

    /** Shows each error at its field; what no field has, and a refusal without fields, above the form. */
    static void show(FacesContext context, JobyardException refused) {
        if (refused.errors().isEmpty()) {
            add(context, null, refused.getMessage());
        }
        for (FieldError error : refused.errors()) {
            // "parameters.arguments[2]" belongs to the field "arguments".
            String field = error.field()
                    .replaceFirst("^job\\.", "")
                    .replaceFirst("^(parameters|retry)\\.", "")
                    .replaceFirst("\\[.*", "")
                    .replaceFirst("^(cron|interval)$", "times")
                    .replaceFirst("^startsAt$", "startAt");
            if (FIELDS.contains(field)) {
                add(context, "form:" + field, error.message());
            } else {
                add(context, null, error.field() + ": " + error.message());
            }
        }
        context.validationFailed();
    }

    private static void add(FacesContext context, String component, String text) {
        context.addMessage(component, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text));
    }
}
