package org.jobyard.systemtests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A row and a message in one transaction: both or neither. */
@InContainer
class OneTransactionIT {
    private static final String QUEUE = "test.one-transaction";
    private static final Duration QUIET = Duration.ofMillis(300);

    @Inject
    private RowAndMessage work;

    @Inject
    private Broker broker;

    private final String name = "test-" + UUID.randomUUID();

    @Deployment
    static WebArchive core() {
        return CoreDeployment.create();
    }

    @BeforeEach
    void emptyQueue() throws Exception {
        broker.declare(QUEUE);
    }

    @Test
    void bothAreThereAfterTheCommit() throws Exception {
        work.write(name, QUEUE, context -> {});
        assertBoth();
    }

    @Test
    void theOrderOfEnlistmentDoesNotMatter() throws Exception {
        work.writeMessageFirst(name, QUEUE, context -> {});
        assertBoth();
    }

    @Test
    void theMessageIsNotSeenBeforeTheCommit() throws Exception {
        work.write(name, QUEUE, context -> {
            await().during(QUIET).until(() -> broker.ready(QUEUE) == 0);
            assertThat(work.exists(name)).isFalse();
        });
        assertBoth();
    }

    @Test
    void neitherIsThereWhenTheBeanRollsBack() throws Exception {
        work.write(name, QUEUE, context -> context.setRollbackOnly());
        assertNeither();
    }

    @Test
    void neitherIsThereWhenTheBeanThrows() throws Exception {
        assertThatThrownBy(() -> work.writeMessageFirst(name, QUEUE, context -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(EJBException.class);
        assertNeither();
    }

    @Test
    void theMessageIsDroppedWhenTheDatabaseRefusesToPrepare() throws Exception {
        assertThatThrownBy(() -> work.writeWhatCannotBePrepared(name, QUEUE)).isInstanceOf(EJBException.class);
        assertNeither();
    }

    @Test
    void theMessageIsDroppedWhenADeferredConstraintFails() throws Exception {
        work.createDeferredCheck();
        assertThatThrownBy(() -> work.writeWhatCannotCommit(name, QUEUE)).isInstanceOf(EJBException.class);
        assertNeither();
        assertThat(work.count("select count(*) from deferred_check where id = ?1", 1))
                .isZero();
    }

    private void assertBoth() throws Exception {
        assertThat(work.exists(name)).isTrue();
        await().until(() -> broker.ready(QUEUE) == 1);
        assertThat(broker.drain(QUEUE))
                .extracting(message -> new String(message.getBody(), StandardCharsets.UTF_8))
                .containsExactly(name);
        await().until(() -> work.count("select count(*) from message_intent where node <> ?1", "") == 0);
    }

    private void assertNeither() {
        assertThat(work.exists(name)).isFalse();
        await().during(QUIET).until(() -> broker.ready(QUEUE) == 0);
    }
}
