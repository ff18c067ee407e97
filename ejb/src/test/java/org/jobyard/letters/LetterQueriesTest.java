package org.jobyard.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.jobyard.platform.ErrorCode;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;
import org.jobyard.security.Role;
import org.jobyard.testing.Fixtures;
import org.junit.jupiter.api.Test;

/** Dead letters are seen by those who may, page by page. */
class LetterQueriesTest extends LettersFixture {
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
