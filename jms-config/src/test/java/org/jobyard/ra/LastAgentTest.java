package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.transaction.RollbackException;
import java.sql.Connection;
import org.jobyard.embedded.EmbeddedPostgres;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.ra.api.AmqpDestination;
import org.jobyard.ra.api.AmqpProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL commits last and in one phase, and its answer is lost: the transaction manager reports a rollback, and only
 * the database knows.
 */
class LastAgentTest extends RunningAdapter {
    @AfterEach
    void endTheConnection() throws Exception {
        adapter.transactions.lastAgent().close();
    }

    @Test
    void publishesWhatWasCommittedThoughARollbackIsReported() throws Exception {
        sendAndLoseTheAnswer(Connection::commit);

        assertThat(text(take(EVENTS))).isEqualTo("sent");
        awaitNothingLeft();
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void dropsWhatWasNotCommitted() throws Exception {
        sendAndLoseTheAnswer(Connection::rollback);
        adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "marker"));

        assertThat(text(take(EVENTS))).isEqualTo("marker");
        await().until(() -> adapter.messaging.publishMetrics().confirmed() > 0
                && adapter.messaging.health().pendingTransactions() == 0);
        assertThat(channel.basicGet(EVENTS, true)).isNull();
        assertThat(things()).isZero();
    }

    @Test
    void waitsForADatabaseThatIsStillAtWorkOnTheCommit() throws Exception {
        sendAndLoseTheAnswer(connection -> {});
        adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "marker"));
        assertThat(text(take(EVENTS)))
                .as("the publisher has looked, and goes on")
                .isEqualTo("marker");
        assertThat(adapter.messaging.health().pendingTransactions()).isEqualTo(1);

        adapter.transactions.lastAgent().commit();

        assertThat(text(take(EVENTS))).isEqualTo("sent");
        awaitNothingLeft();
    }

    @Test
    void handsADeliveryOutAgainOnlyWhenItsTransactionWasNotCommitted() throws Exception {
        adapter.transactions.makeTheDatabaseTheLastAgent(Connection::commit);
        adapter.listen(spec(SUBMISSIONS, 1, "50"), messages -> messages.forEach(this::handle));
        adapter.messaging.recoverAndOpen();

        publish(SUBMISSIONS, "once", null);

        assertThat(text(take(EVENTS))).isEqualTo("handled once");
        awaitNothingLeft();
        await().until(() -> depth(SUBMISSIONS) == 0);
        assertThat(channel.basicGet(EVENTS, true))
                .as("it was acknowledged, not handled twice")
                .isNull();
        assertThat(adapter.messaging.metrics().get(0).redelivered()).isZero();
    }

    @Test
    void countsNoAttemptWhenTheDatabaseDiesAtTheCommit() throws Exception {
        EmbeddedPostgres postgres = EmbeddedServices.shared().postgres();
        adapter.transactions.makeTheDatabaseTheLastAgent(connection -> postgres.kill());
        adapter.listen(spec(SUBMISSIONS, 1, "600000"), messages -> messages.forEach(this::handle));
        adapter.messaging.recoverAndOpen();

        publish(SUBMISSIONS, "again", null);
        await().until(() -> adapter.messaging.health().pendingTransactions() == 1);
        postgres.start();

        assertThat(text(take(EVENTS)))
                .as("in no time, not after the pause of an attempt")
                .isEqualTo("handled again");
        awaitNothingLeft();
    }

    private void sendAndLoseTheAnswer(TransactionFixture.LastWord lastWord) {
        adapter.transactions.makeTheDatabaseTheLastAgent(lastWord);
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> adapter.inTransaction(() -> {
                    adapter.send(s -> s.context()
                            .createProducer()
                            .setProperty(AmqpProperties.MESSAGE_ID, "sent")
                            .send(AmqpDestination.queue(EVENTS), "sent"));
                    insert("sent");
                }));
    }
}
