package org.jobyard.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jobyard.persistence.Database;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.store.OutputStore;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens while old jobs are deleted, each goes once and is gone in the end. */
class RetentionRaceTest {
    @TempDir
    Path folder;

    private RetentionFixture old;

    @BeforeEach
    void start() {
        old = new RetentionFixture(folder);
    }

    @Test
    void filesThatACrashLeftAreFoundAgain() throws IOException {
        old.hello();
        old.run(Outcome.SUCCEEDED);
        old.run(Outcome.SUCCEEDED);
        old.core.clock().advance(Duration.ofDays(31));
        old.deleteRows(old.core);
        // The process ends here; its files are left.
        assertThat(old.files()).isEqualTo(2);
        assertThat(old.rows("deleted_job")).isEqualTo(2);
        TestCore next = old.anotherNode();
        old.pass(next);
        assertThat(old.files()).isZero();
        assertThat(old.rows("deleted_job")).isZero();
    }

    @Test
    void whatCannotBeDeletedHoldsUpNothingElse() throws IOException {
        old.hello();
        UUID first = old.run(Outcome.SUCCEEDED);
        old.run(Outcome.SUCCEEDED);
        old.core.clock().advance(Duration.ofDays(31));
        old.deleteRows(old.core);
        OutputStore real = old.core.bean(OutputStore.class);
        OutputStore partly = (OutputStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {OutputStore.class}, (proxy, method, arguments) -> {
                    if (arguments[1].equals(first)) {
                        throw new IOException("not allowed");
                    }
                    return method.invoke(real, arguments);
                });
        old.anotherNode(partly).bean(DeleteFiles.class).delete();
        assertThat(old.files()).isOne();
        old.core.bean(DeleteFiles.class).delete();
        assertThat(old.files()).isZero();
    }

    @Test
    void twoNodesShareThemOut() {
        old.insertEnded(1500);
        TestCore other = old.anotherNode();
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> old.deleteRows(other));
        old.deleteRows(old.core);
        second.join();
        // What one node held when the other looked is found by the next pass.
        old.deleteRows(old.core);
        assertThat(old.rows("job")).isZero();
        assertThat(old.rows("deleted_job")).isEqualTo(1500);
    }

    @Test
    void aJobThatSomebodyHoldsIsPassedOver() throws Exception {
        old.insertEnded(3);
        UUID held = old.jobs().get(0);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        TestCore other = old.core.anotherNode();
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> other.inTransaction(() -> {
            other.bean(Database.class).list("select id from job where id = ? for update", row -> 1, held);
            locked.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        locked.await();
        old.deleteRows(old.core);
        assertThat(old.jobs()).containsExactly(held);
        done.countDown();
        holder.join();
        old.deleteRows(old.core);
        assertThat(old.jobs()).isEmpty();
    }
}
