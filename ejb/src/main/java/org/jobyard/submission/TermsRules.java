package org.jobyard.submission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jobyard.job.Retry;
import org.jobyard.job.Terms;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;

/** On what terms a job may run. */
@ApplicationScoped
class TermsRules {
    private static final int MOST_ATTEMPTS = 100;
    private static final int MOST_CODES = 20;
    private static final Pattern ERROR_CODE = Pattern.compile("[\\w.:-]{1,100}");

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** Adds what is wrong with the terms of a job that is not to be started before {@code startAt}; null: at once. */
    void check(List<FieldError> errors, Terms terms, Instant startAt) {
        if (terms.retry() != null) {
            checkRetry(errors, terms.retry());
        }
        if (terms.deadline() != null) {
            checkDeadline(errors, terms.deadline(), startAt);
        }
    }

    private void checkDeadline(List<FieldError> errors, Duration deadline, Instant startAt) {
        // As late as a job can start and run.
        Duration longest = settings.duration(Setting.START_AHEAD).plus(settings.duration(Setting.TIMEOUT_MAX));
        boolean possible = deadline.compareTo(Duration.ofMillis(1)) >= 0 && deadline.compareTo(longest) <= 0;
        SubmissionRules.require(
                errors, "deadline", possible, "must be more than 0 and at most " + longest.toDays() + " days");
        SubmissionRules.require(
                errors,
                "deadline",
                !possible || startAt == null || startAt.isBefore(clock.instant().plus(deadline)),
                "must be later than the start");
    }

    private static void checkRetry(List<FieldError> errors, Retry retry) {
        SubmissionRules.require(
                errors,
                "retry.attempts",
                retry.attempts() >= 1 && retry.attempts() <= MOST_ATTEMPTS,
                "must be 1 to " + MOST_ATTEMPTS);
        SubmissionRules.require(
                errors,
                "retry.delay",
                !retry.delay().isNegative() && retry.delay().compareTo(Retry.LONGEST) <= 0,
                "must be 0 to " + Retry.LONGEST.toHours() + " hours");
        SubmissionRules.require(
                errors,
                "retry.on",
                retry.on().size() <= MOST_CODES
                        && retry.on().stream()
                                .allMatch(code -> ERROR_CODE.matcher(code).matches()),
                "must have up to " + MOST_CODES + " error codes, such as EXIT_CODE");
    }
}
