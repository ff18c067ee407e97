package org.jobyard.web.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ejb.EJBException;
import jakarta.resource.spi.ResourceAllocationException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.stream.Stream;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.web.api.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {

    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource({
        "INVALID, 400",
        "UNAUTHENTICATED, 401",
        "FORBIDDEN, 403",
        "NOT_FOUND, 404",
        "CONFLICT, 409",
        "TOO_LARGE, 413",
        "MISMATCH, 422",
        "TOO_MANY, 429",
        "UNAVAILABLE, 503"
    })
    void aRefusalKeepsItsCodeAndGetsItsStatus(ErrorCode code, int status) {
        Problem problem = problems.of(new JobyardException(code, "why"));

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.code()).isEqualTo(code.name());
        assertThat(problem.detail()).isEqualTo("why");
        assertThat(problem.type()).startsWith("urn:jobyard:problem:");
        assertThat(problem.instance()).startsWith("urn:uuid:");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyRefusalHasAProblem(ErrorCode code) {
        assertThat(ProblemType.of(code).name()).isEqualTo(code.name());
    }

    @Test
    void aRefusalIsFoundThroughWhatTheContainerWrapsAroundIt() {
        JobyardException refusal =
                new JobyardException(ErrorCode.CONFLICT, "over", List.of(new FieldError("state", "is terminal")));

        Problem problem = problems.of(new EJBException(new RuntimeException(refusal)));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.errors()).containsExactly(new FieldError("state", "is terminal"));
    }

    @Test
    void aFailureRevealsNothing() throws Exception {
        Problem problem = problems.of(new IllegalStateException("password=secret at /srv/x"));

        JsonNode json = Json.MAPPER.valueToTree(problem);
        assertThat(json.path("status").asInt()).isEqualTo(500);
        assertThat(json.toString()).doesNotContain("secret").doesNotContain("Exception");
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("type", "title", "status", "detail", "code", "instance");
    }

    static Stream<Throwable> outages() {
        return Stream.of(
                new RuntimeException(new SQLException("connection refused", "08001")),
                new RuntimeException(new SQLException("the database system is shutting down", "57P03")),
                new EJBException(new SQLTransientConnectionException("pool")),
                new RuntimeException(new ConnectException("refused")),
                new RuntimeException(new SQLException("no connection", new ResourceAllocationException("pool"))));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void anOutageAsksToTryAgain(Throwable outage) {
        Problem problem = problems.of(outage);

        assertThat(problem.status()).isEqualTo(503);
        assertThat(ProblemHeaders.of(problem)).containsKey("Retry-After");
    }

    @Test
    void aBrokenStatementIsNoOutage() {
        assertThat(problems.of(new RuntimeException(new SQLException("syntax", "42601")))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void onlyNobodyIsAskedToSignIn() {
        assertThat(ProblemHeaders.of(problems.of(new JobyardException(ErrorCode.UNAUTHENTICATED, "who"))))
                .containsEntry("WWW-Authenticate", "Bearer realm=\"jobyard\"");
        assertThat(ProblemHeaders.of(problems.of(new JobyardException(ErrorCode.FORBIDDEN, "no"))))
                .doesNotContainKey("WWW-Authenticate");
    }
}
