package org.jobyard.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jobyard.messaging.DeadLetters;
import org.jobyard.messaging.Incoming;
import org.jobyard.messaging.Outgoing;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;
import org.jobyard.security.AccessPath;
import org.jobyard.security.BearerTokens;
import org.jobyard.security.Caller;
import org.jobyard.security.NewToken;
import org.jobyard.security.NewUser;
import org.jobyard.security.Role;
import org.jobyard.security.TokenSecret;
import org.jobyard.security.Tokens;
import org.jobyard.security.Users;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** Dead letters are kept once, seen by those who may, and are always at exactly one place. */
class LettersTest {
    private static final Caller OPERATOR = caller(Caller.DEFAULT_TENANT, Role.OPERATOR);
    private static final Caller ROOT = caller(Caller.DEFAULT_TENANT, Role.ADMIN);
    private static final LetterFilter ANY = new LetterFilter(null, null);

    private final TestCore core = new TestCore();
    private final LetterQueries letters = core.bean(LetterQueries.class);
    private final SettleLetters settle = core.bean(SettleLetters.class);

    private static Caller caller(String tenant, Role role) {
        return new Caller(UUID.randomUUID(), "olga", tenant, role, AccessPath.TOKEN);
    }

    private static Map<String, Object> failed(String reason) {
        return new LinkedHashMap<>(Map.of(
                DeadLetters.REASON,
                reason,
                DeadLetters.ORIGIN,
                Queues.EVENTS,
                DeadLetters.AT,
                TestCore.START.toString(),
                Marks.FIRST,
                TestCore.START.minusSeconds(60).toString(),
                Marks.STACK_DIGEST,
                "0123456789abcdef",
                Marks.ATTEMPTS,
                5,
                "x-delivery-count",
                1,
                "jobyard_offset",
                7_000_000_000L));
    }

    private void keep(LetterKind kind, Map<String, Object> headers, byte[] body) {
        Incoming message = new Incoming("m1", "c1", null, headers, body);
        Letter letter = LetterReader.read(kind, message, core.clock().instant());
        core.inTransaction(() -> core.bean(KeepLetters.class).keep(List.of(letter)));
    }

    private List<LetterSummary> seen(Caller by) {
        return letters.list(by, ANY, null, 50).letters();
    }

    private UUID only() {
        return seen(ROOT).get(0).id();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        JobyardException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void tellsWhatHappened() {
        keep(LetterKind.FAILED, failed("NullPointerException: x"), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        LetterDetails letter = letters.find(OPERATOR, only()).orElseThrow();
        assertThat(letter.summary().reason()).isEqualTo("NullPointerException: x");
        assertThat(letter.summary().stackDigest()).isEqualTo("0123456789abcdef");
        assertThat(letter.summary().attempts()).isEqualTo(5);
        assertThat(letter.summary().firstAt()).isEqualTo(TestCore.START.minusSeconds(60));
        assertThat(letter.summary().lastAt()).isEqualTo(TestCore.START);
        assertThat(letter.summary().routingKey()).isEqualTo(Queues.EVENTS);
        assertThat(letter.correlationId()).isEqualTo("c1");
        assertThat(letter.headers().toString()).isEqualTo("{\"jobyard_offset\":7000000000}");
        assertThat(letter.body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void whatTheBrokerDeliversAgainIsKeptOnce() {
        keep(LetterKind.FAILED, failed("late"), new byte[0]);
        Map<String, Object> again = failed("late");
        again.put("x-delivery-count", 2);
        keep(LetterKind.FAILED, again, new byte[0]);
        assertThat(seen(ROOT)).hasSize(1);
        keep(LetterKind.FAILED, failed("late"), new byte[] {1});
        assertThat(seen(ROOT)).hasSize(2);
        assertThat(letters.counts()).isEqualTo(Map.of(LetterKind.FAILED, 2L, LetterKind.UNROUTABLE, 0L));
    }

    @Test
    void keepsWhateverAMessageHolds() {
        Map<String, Object> hostile = failed("a\0b\ud800");
        hostile.put(Headers.JOB, "no id");
        hostile.put(Marks.ATTEMPTS, "many");
        hostile.put(Marks.FIRST, "yesterday");
        hostile.put("text", "x\0y");
        hostile.put("number", Double.NaN);
        keep(LetterKind.FAILED, hostile, new byte[] {(byte) 0xff, 0, 1});
        keep(LetterKind.UNROUTABLE, Map.of(), new byte[0]);
        LetterDetails letter = letters.find(ROOT, seen(ROOT).get(1).id()).orElseThrow();
        assertThat(letter.summary().reason()).isEqualTo("a\ufffdb\ufffd");
        assertThat(letter.body()).isNull();
        assertThat(letters.body(ROOT, letter.summary().id())).contains(new byte[] {(byte) 0xff, 0, 1});
        LetterSummary bare = seen(ROOT).get(0);
        assertThat(bare.returnable()).isFalse();
        assertRefused(ErrorCode.CONFLICT, () -> core.inTransaction(() -> settle.sendBack(ROOT, bare.id())));
        assertThat(seen(ROOT)).hasSize(2);
    }

    @Test
    void aLongBodyIsCutForTheEyeOnly() {
        byte[] body = "\u00e4".repeat(LetterRows.SHOWN_BYTES).getBytes(StandardCharsets.UTF_8);
        byte[] shifted = ("x" + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        keep(LetterKind.FAILED, failed("long"), shifted);
        LetterDetails letter = letters.find(ROOT, only()).orElseThrow();
        assertThat(letter.bodyCut()).isTrue();
        assertThat(letter.body()).hasSize(LetterRows.SHOWN_BYTES / 2).endsWith("\u00e4");
        assertThat(letters.body(ROOT, only())).contains(shifted);
    }

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
                        1));
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
        core.inTransaction(() -> settle.sendBack(OPERATOR, only()));
        Outgoing sent = core.takeSent().get(0);
        assertThat(sent.exchange() + "/" + sent.routingKey()).isEqualTo("some/key");
        assertThat(sent.headers()).isEqualTo(Map.of(Marks.SENT_BACK, 3));
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
    void isSeenByOperatorsOfItsTenantOnly() {
        UUID job = new Fixtures(core).registerScript();
        Map<String, Object> ofDefault = failed("default's");
        ofDefault.put(Headers.JOB, job.toString());
        keep(LetterKind.FAILED, ofDefault, new byte[0]);
        keep(LetterKind.FAILED, failed("nobody's"), new byte[0]);
        assertThat(seen(OPERATOR)).extracting(LetterSummary::reason).containsExactly("nobody's", "default's");
        assertThat(seen(caller("acme", Role.ADMIN))).isEmpty();
        assertRefused(ErrorCode.FORBIDDEN, () -> seen(Fixtures.ADA));
        assertRefused(
                ErrorCode.NOT_FOUND,
                () -> core.inTransaction(() -> settle.discard(caller("acme", Role.OPERATOR), only())));
        assertRefused(ErrorCode.FORBIDDEN, () -> core.inTransaction(() -> settle.discard(Fixtures.ADA, only())));
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

    @Test
    void pagesGoOnWhereTheLastEnded() {
        for (int i = 0; i < 5; i++) {
            keep(LetterKind.FAILED, failed("number " + i), new byte[0]);
        }
        LetterPage first = letters.list(ROOT, ANY, null, 3);
        LetterPage second = letters.list(ROOT, ANY, first.next(), 3);
        assertThat(first.letters()).hasSize(3);
        assertThat(second.letters()).hasSize(2);
        assertThat(second.next()).isNull();
        assertThat(letters.list(ROOT, new LetterFilter(LetterKind.UNROUTABLE, null), null, 3)
                        .letters())
                .isEmpty();
        assertThat(letters.list(ROOT, new LetterFilter(LetterKind.FAILED, Queues.EVENTS), null, 9)
                        .letters())
                .hasSize(5);
    }
}
