package org.jobyard.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.jobyard.persistence.Database;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.security.Caller;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starts and ends count once each, and stay counted. */
class TalliesTest {
    private static final UUID INSTANCE = UUID.randomUUID();

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);

    @BeforeEach
    void worker() {
        fixtures.hello("w1", INSTANCE, 4);
    }

    private void run(Outcome outcome, Duration delay) {
        UUID job = fixtures.registerScript();
        core.clock().advance(delay);
        fixtures.apply(fixtures.started(job, "w1", INSTANCE));
        fixtures.apply(fixtures.ended(job, "w1", INSTANCE, outcome, 0));
    }

    private Past past(Span span) {
        return core.bean(TallyQueries.class)
                .past(Caller.DEFAULT_TENANT, span, core.clock().instant());
    }

    private long rows(String table) {
        return core.bean(Database.class)
                .first("select count(*) as n from " + table, row -> row.number("n"))
                .orElseThrow();
    }

    private void fold(TestCore node) {
        node.inTransaction(() -> node.bean(KeepFigures.class).fold());
    }

    private void assertCounted(Past past) {
        assertThat(past.slices()).hasSize(past.span().slices());
        assertThat(past.total().succeeded()).isEqualTo(2);
        assertThat(past.total().failed()).isOne();
        assertThat(past.total().started()).isEqualTo(3);
        assertThat(past.successRatio()).isEqualTo(2.0 / 3);
        assertThat(past.total().startDelayP95()).isBetween(Duration.ofMillis(8500), Duration.ofMillis(11500));
    }

    @Test
    void startsAndEndsAreSeenAtOnceAndAfterTheyWereAddedUp() {
        run(Outcome.SUCCEEDED, Duration.ofMillis(100));
        run(Outcome.FAILED, Duration.ofMillis(100));
        fold(core);
        run(Outcome.SUCCEEDED, Duration.ofSeconds(10));
        for (Span span : Span.values()) {
            assertCounted(past(span));
        }
        fold(core.anotherNode());
        assertThat(rows("tally_entry")).isZero();
        for (Span span : Span.values()) {
            assertCounted(past(span));
        }
    }

    @Test
    void whatIsDeliveredTwiceCountsOnce() {
        UUID job = fixtures.registerScript();
        fixtures.apply(fixtures.started(job, "w1", INSTANCE), fixtures.started(job, "w1", INSTANCE));
        fixtures.apply(fixtures.ended(job, "w1", INSTANCE, Outcome.SUCCEEDED, 0));
        fixtures.apply(fixtures.ended(job, "w1", INSTANCE, Outcome.SUCCEEDED, 0));
        assertThat(past(Span.HOUR).total().started()).isOne();
        assertThat(past(Span.HOUR).total().succeeded()).isOne();
    }

    @Test
    void aSecondAttemptIsNoFirstStart() {
        UUID job = fixtures.registerScript();
        fixtures.apply(fixtures.started(job, "w1", INSTANCE));
        fixtures.hello("w1", UUID.randomUUID(), 4);
        UUID other = UUID.randomUUID();
        fixtures.hello("w1", other, 4);
        fixtures.apply(fixtures.started(job, "w1", other));
        assertThat(past(Span.HOUR).total().started()).isOne();
    }

    @Test
    void slicesAreForgottenWhenNobodyShowsThemAnyMore() {
        run(Outcome.SUCCEEDED, Duration.ZERO);
        fold(core);
        core.clock().advance(Duration.ofHours(5));
        core.inTransaction(() -> core.bean(KeepFigures.class).forget());
        assertThat(past(Span.HOUR).total().succeeded()).isZero();
        assertThat(past(Span.DAY).total().succeeded()).isOne();
        core.clock().advance(Duration.ofDays(36));
        core.inTransaction(() -> core.bean(KeepFigures.class).forget());
        assertThat(rows("tally")).isZero();
    }
}
