package org.jobyard.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jobyard.messaging.DeadLetters;
import org.jobyard.platform.ErrorCode;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** Dead letters are kept once, and tell what happened whatever they hold. */
class KeepLettersTest extends LettersFixture {
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

    /** A crash had it published twice when it was sent back; each fails at a time of its own. */
    @Test
    void whatIsSentBackTwiceByACrashAndFailsTwiceIsKeptOnce() {
        keep(LetterKind.FAILED, failed("first"), new byte[] {1});
        core.inTransaction(() -> settle.sendBack(ROOT, only()));
        Map<String, Object> sent = core.takeSent().get(0).headers();
        for (int second = 1; second <= 2; second++) {
            Map<String, Object> failedAgain = failed("again");
            failedAgain.putAll(sent);
            failedAgain.put(DeadLetters.AT, TestCore.START.plusSeconds(second).toString());
            keep(LetterKind.FAILED, failedAgain, new byte[] {1});
        }
        assertThat(seen(ROOT)).hasSize(1);
        assertThat(seen(ROOT).get(0).sentBack()).isEqualTo(1);
        assertThat(letters.find(ROOT, only()).orElseThrow().headers().toString())
                .isEqualTo("{\"jobyard_offset\":7000000000}");
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
}
