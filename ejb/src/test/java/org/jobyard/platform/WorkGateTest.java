package org.jobyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkGateTest {
    private final WorkGate gate = new WorkGate();

    @Test
    void whoIsInsideFinishesAndNobodyElseComesIn() throws Exception {
        var inside = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        CompletableFuture<String> work = CompletableFuture.supplyAsync(() -> gate.through(() -> {
            inside.countDown();
            try {
                finish.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "done";
        }));
        inside.await();

        gate.shut();

        assertThatThrownBy(() -> gate.through(() -> "too late"))
                .isInstanceOfSatisfying(
                        JobyardException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(gate.awaitEmpty(Duration.ofMillis(50))).isFalse();
        finish.countDown();
        assertThat(gate.awaitEmpty(Duration.ofSeconds(20))).isTrue();
        assertThat(work.get()).isEqualTo("done");
    }

    @Test
    void workThatFailsLeavesToo() {
        assertThatThrownBy(() -> gate.through(() -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(gate.awaitEmpty(Duration.ZERO)).isTrue();
    }
}
