package org.jobyard.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.platform.ClockAndIds;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.Settings;
import org.jobyard.registration.Registration;
import org.jobyard.sdk.message.Json;
import org.jobyard.security.AccessPath;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.junit.jupiter.api.Test;

class SubmissionRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Caller ADA = caller(Role.ENGINEER);

    private final SubmissionRules rules = new SubmissionRules();

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    SubmissionRulesTest() {
        rules.settings = new Settings(key -> Optional.empty());
        rules.ids = new ClockAndIds();
        rules.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static Caller caller(Role role) {
        return new Caller(UUID.randomUUID(), "ada", "default", role, AccessPath.TOKEN);
    }

    private JobyardException refusal(Caller caller, JobRequest request) {
        return catchThrowableOfType(JobyardException.class, () -> rules.check(caller, request));
    }

    private static JobRequest with(ObjectNode parameters) {
        return JobRequest.of("script").parameters(parameters).build();
    }

    @Test
    void fillsInWhatIsLeftOut() {
        Registration registration = rules.check(ADA, with(null));
        assertThat(registration.spec().name()).isEqualTo("script");
        assertThat(registration.spec().priority()).isEqualTo(SubmissionRules.DEFAULT_PRIORITY);
        assertThat(registration.spec().parameters()).isEqualTo("{}");
        assertThat(registration.spec().id().version()).isEqualTo(7);
        assertThat(registration.spec().tenant()).isEqualTo("default");
    }

    @Test
    void aDestinationIsKeptAndHasADomainsLetters() {
        for (String name : List.of("db-1", "host.example.org", "7", "a_b", "x".repeat(100))) {
            JobRequest request = JobRequest.of("query").destination(name).build();
            assertThat(rules.check(ADA, request).spec().destination()).isEqualTo(name);
            assertThat(request.again("n", null).destination()).isEqualTo(name);
        }
        for (String wrong : List.of("", "*", "DB", "-a", "a b", "a/b", "x".repeat(101))) {
            assertThat(refusal(ADA, JobRequest.of("query").destination(wrong).build())
                            .errors())
                    .extracting(FieldError::field)
                    .containsExactly("destination");
        }
    }

    @Test
    void aScriptRunsOnItsWorkersHostAndNowhereElse() {
        assertThat(refusal(ADA, JobRequest.of("script").destination("db-1").build())
                        .errors())
                .extracting(FieldError::message)
                .containsExactly("is not possible for a script: a script runs on the host of its worker");
    }

    @Test
    void namesEveryWrongFieldAtOnce() {
        JobRequest wrong = JobRequest.of("9 lives")
                .name("x\u0000y")
                .parameters(Json.object().put("a", "\u0000"))
                .priority(10)
                .startAt(NOW.plus(Duration.ofDays(36_500)))
                .timeout(Duration.ofDays(400))
                .reference("r".repeat(1001))
                .idempotencyKey(" ")
                .replyTo("jobyard.events")
                .destination("Host 1")
                .build();
        JobyardException refusal = refusal(ADA, wrong);
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(refusal.errors())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(
                        "type",
                        "name",
                        "parameters",
                        "priority",
                        "startAt",
                        "timeout",
                        "reference",
                        "idempotencyKey",
                        "replyTo",
                        "destination");
    }

    @Test
    void refusesParametersThatAreTooLarge() {
        ObjectNode large = Json.object().put("script", "x".repeat(5_000_000));
        assertThat(refusal(ADA, with(large)).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void refusesViewers() {
        assertThat(refusal(caller(Role.VIEWER), with(null)).code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void refusesTextsThatTheDatabaseCannotKeep() {
        assertThat(refusal(ADA, with(Json.object().put("half", "\ud800"))).errors())
                .hasSize(1);
    }

    @Test
    void aTimeInThePastMeansAtOnce() {
        JobRequest past = JobRequest.of("script")
                .startAt(NOW.minusSeconds(60))
                .timeout(Duration.ofSeconds(1))
                .build();
        assertThat(rules.check(ADA, past).spec().startAt()).isBefore(NOW);
    }
}
