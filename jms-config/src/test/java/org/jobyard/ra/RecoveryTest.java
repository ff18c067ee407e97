package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.ra.message.IntentCodec;
import org.jobyard.ra.message.OutboundMessage;
import org.junit.jupiter.api.Test;

/** What a crash has left is settled at the start. */
class RecoveryTest extends RunningAdapter {
    @Test
    void publishesWhatThisNodeAndNodesWithoutALeaseHaveLeft() throws Exception {
        leave("node1", "mine");
        leave("gone", "orphan");
        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                Statement statement = db.createStatement()) {
            statement.execute("insert into message_node values ('alive', gen_random_uuid(), now() + interval '1 h')"
                    + " on conflict do nothing");
        }
        leave("alive", "not mine");

        assertThat(adapter.messaging.recoverAndOpen().transactionsReplayed()).isEqualTo(2);

        assertThat(List.of(text(take(EVENTS)), text(take(EVENTS)))).containsExactlyInAnyOrder("mine", "orphan");
        await().until(() -> intents() == 1);
        assertThat(channel.basicGet(EVENTS, true)).isNull();
    }

    @Test
    void rollsBackItsOwnBranchesInDoubtAndNobodyElses() throws Exception {
        String own = "4871251_AgAAANilNQFub2RlMSxzZXJ2ZXIsUDEwMA==_bm9kZTEsc2VydmVyLFAxMDAsAQ==";
        String others = own.replace("_bm9kZTEs", "_bm9kZTIs");
        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                Statement statement = db.createStatement()) {
            db.setAutoCommit(false);
            for (String gid : List.of(own, others)) {
                statement.execute("insert into thing values ('" + gid + "')");
                statement.execute("prepare transaction '" + gid + "'");
            }
        }

        assertThat(adapter.messaging.recoverAndOpen().branchesRolledBack()).isEqualTo(1);

        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                Statement statement = db.createStatement();
                ResultSet rows = statement.executeQuery("select gid from pg_prepared_xacts")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(others);
            assertThat(rows.next()).isFalse();
        } finally {
            try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                    Statement statement = db.createStatement()) {
                statement.execute("rollback prepared '" + others + "'");
            }
        }
    }

    private static void leave(String node, String text) throws Exception {
        BasicProperties properties =
                new BasicProperties.Builder().messageId(text).deliveryMode(2).build();
        OutboundMessage message =
                new OutboundMessage("", EVENTS, false, properties, text.getBytes(StandardCharsets.UTF_8));
        try (java.sql.Connection db = EmbeddedServices.shared().postgres().connect();
                var statement = db.prepareStatement("insert into message_intent values (?, ?, now(), ?)")) {
            statement.setObject(1, UUID.randomUUID());
            statement.setString(2, node);
            statement.setBytes(3, IntentCodec.encode(List.of(message)));
            statement.executeUpdate();
        }
    }
}
