package org.jobyard.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import org.jobyard.job.JobState;
import org.jobyard.log.LogStream;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.junit.jupiter.api.Test;

class QueryFieldsTest {

    private final MultivaluedMap<String, String> given = new MultivaluedHashMap<>();

    @Test
    void readsWhatIsGiven() {
        given.addAll("state", "RUNNING", "waiting");
        given.add("from", "2026-11-22T10:00:00+01:00");
        given.add("limit", "7");
        given.add("name", "");
        QueryFields query = new QueryFields(given);

        assertThat(query.anyOf("state", JobState.class)).containsExactlyInAnyOrder(JobState.RUNNING, JobState.WAITING);
        assertThat(query.instant("from")).isEqualTo(Instant.parse("2026-11-22T09:00:00Z"));
        assertThat(query.number("limit", 50L, 1, 500)).isEqualTo(7);
        assertThat(query.number("offset", null, 0, 9)).isNull();
        assertThat(query.text("name")).isNull();
        assertThat(query.oneOf("stream", LogStream.STDOUT)).isEqualTo(LogStream.STDOUT);
        query.check();
    }

    @Test
    void namesEverythingThatIsWrong() {
        given.add("stat", "RUNNING");
        given.add("state", "GONE");
        given.add("from", "yesterday");
        given.add("limit", "0");
        given.add("offset", "x");
        given.addAll("name", "a", "b");
        QueryFields query = new QueryFields(given);
        query.anyOf("state", JobState.class);
        query.instant("from");
        query.number("limit", 50L, 1, 500);
        query.number("offset", null, 0, 9);
        query.text("name");

        JobyardException refusal = catchThrowableOfType(JobyardException.class, query::check);

        assertThat(refusal.errors())
                .extracting(FieldError::field)
                .containsExactly("state", "from", "limit", "offset", "name", "stat");
    }
}
