package org.jobyard.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jobyard.messaging.Outgoing;
import org.jobyard.platform.ErrorCode;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;
import org.jobyard.security.AccessPath;
import org.jobyard.security.BearerTokens;
import org.jobyard.security.NewToken;
import org.jobyard.security.NewUser;
import org.jobyard.security.Role;
import org.jobyard.security.TokenSecret;
import org.jobyard.security.Tokens;
import org.jobyard.security.Users;
import org.junit.jupiter.api.Test;

/** A dead letter is always at exactly one place: kept, sent back, or discarded. */
class SettleLettersTest extends LettersFixture {
    @Test
    void goesBackAsItWasAndIsGone() {
        Map<String, Object> headers = failed("once");
        headers.put("flag", true);
        headers.put("JMS_AMQP_MESSAGE_ID", "m1");
        keep(LetterKind.FAILED, headers, new byte[] {1, 2});
        UUID id = only();
        core.inTransaction(() -> settle.sendBack(OPERATOR, id));
        Outgoing sent = core.takeSent().get(0);
        assertThat(sent.exchange()).isEmpty();
        assertThat(sent.routingKey()).isEqualTo(Queues.EVENTS);
        assertThat(sent.correlationId()).isEqualTo("c1");
        assertThat(sent.body()).containsExactly(1, 2);
        assertThat(sent.headers())
                .isEqualTo(Map.of(
                        "jobyard_offset",
                        7_000_000_000L,
                        "flag",
                        true,
                        "JMS_AMQP_MESSAGE_ID",
                        "m1",
                        Marks.SENT_BACK,
                        1,
                        Marks.SENT_AS,
                        id.toString()));
        assertThat(seen(ROOT)).isEmpty();
        assertRefused(ErrorCode.NOT_FOUND, () -> core.inTransaction(() -> settle.sendBack(OPERATOR, id)));
        assertThat(core.takeSent()).isEmpty();
    }

    @Test
    void whatNoQueueTookGoesThroughItsExchangeAgain() {
        keep(
                LetterKind.UNROUTABLE,
                Map.of(
                        Marks.RETURNED_REASON, "312 NO_ROUTE",
                        Marks.RETURNED_EXCHANGE, "some",
                        Marks.RETURNED_KEY, "key",
                        Marks.SENT_BACK, 2),
                new byte[0]);
        assertThat(seen(ROOT).get(0).sentBack()).isEqualTo(2);
        UUID id = only();
        core.inTransaction(() -> settle.sendBack(OPERATOR, id));
        Outgoing sent = core.takeSent().get(0);
        assertThat(sent.exchange() + "/" + sent.routingKey()).isEqualTo("some/key");
        assertThat(sent.headers()).isEqualTo(Map.of(Marks.SENT_BACK, 3, Marks.SENT_AS, id.toString()));
    }

    @Test
    void aRollbackLeavesItWhereItIs() {
        keep(LetterKind.FAILED, failed("stays"), new byte[0]);
        UUID id = only();
        assertThatThrownBy(() -> core.inTransaction(() -> {
                    settle.sendBack(OPERATOR, id);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(core.takeSent()).isEmpty();
        assertThat(only()).isEqualTo(id);
        core.inTransaction(() -> settle.discard(OPERATOR, id));
        assertThat(core.takeSent()).isEmpty();
        assertThat(seen(ROOT)).isEmpty();
    }

    @Test
    void aTokenIsKeptNowhereAndReplacedByOneOfTheSameUser() {
        core.inTransaction(
                () -> core.bean(Users.class).create(ROOT, new NewUser("bob", "long enough 9Q", Role.ENGINEER, "acme")));
        TokenSecret token = core.inTransaction(
                () -> core.bean(Tokens.class).issue(ROOT, new NewToken("bob", "laptop", Duration.ofDays(7))));
        Map<String, Object> headers = failed("with a token");
        headers.put(Headers.TOKEN, token.secret());
        keep(LetterKind.FAILED, headers, new byte[0]);
        assertThat(seen(OPERATOR)).isEmpty();
        assertThat(seen(caller("acme", Role.OPERATOR))).hasSize(1);
        assertThat(letters.find(ROOT, only()).orElseThrow().headers().has(Headers.TOKEN))
                .isFalse();
        UUID id = only();
        core.inTransaction(() -> settle.sendBack(ROOT, id));
        String fresh = (String) core.takeSent().get(0).headers().get(Headers.TOKEN);
        assertThat(fresh).isNotEqualTo(token.secret());
        assertThat(core.bean(BearerTokens.class)
                        .authenticate(fresh, AccessPath.AMQP)
                        .orElseThrow()
                        .name())
                .isEqualTo("bob");

        keep(LetterKind.FAILED, headers, new byte[0]);
        core.clock().advance(Duration.ofDays(8));
        assertRefused(ErrorCode.CONFLICT, () -> core.inTransaction(() -> settle.sendBack(ROOT, only())));
        assertThat(seen(ROOT)).hasSize(1);
    }
}
