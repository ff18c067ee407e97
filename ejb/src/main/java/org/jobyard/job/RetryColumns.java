package org.jobyard.job;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.util.List;

/** A {@link Retry} in columns; never changed. */
@Embeddable
class RetryColumns {
    @Column(name = "retry_attempts")
    private Integer attempts;

    @Column(name = "retry_delay_ms")
    private Long delayMillis;

    @Column(name = "retry_backoff")
    private String backoff;

    @Column(name = "retry_on")
    private String on;

    static RetryColumns of(Retry retry) {
        RetryColumns columns = new RetryColumns();
        if (retry != null) {
            columns.attempts = retry.attempts();
            columns.delayMillis = retry.delay().toMillis();
            columns.backoff = retry.backoff().name();
            columns.on = String.join(",", retry.on());
        }
        return columns;
    }

    Retry toRetry() {
        return attempts == null
                ? null
                : new Retry(
                        attempts,
                        Duration.ofMillis(delayMillis),
                        Backoff.valueOf(backoff),
                        on.isEmpty() ? List.of() : List.of(on.split(",")));
    }
}
