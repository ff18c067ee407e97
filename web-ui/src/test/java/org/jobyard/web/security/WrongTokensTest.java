package org.jobyard.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jobyard.platform.ErrorCode;
import org.junit.jupiter.api.Test;

class WrongTokensTest {

    private Instant now = Instant.EPOCH;
    private final WrongTokens wrongTokens = new WrongTokens(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    private ErrorCode refuse(int times, String address) {
        ErrorCode code = null;
        for (int i = 0; i < times; i++) {
            code = wrongTokens.refuse(address).code();
        }
        return code;
    }

    @Test
    void stopsAnAddressThatKeepsGuessing() {
        assertThat(refuse(WrongTokens.ALLOWED, "a")).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refuse(1, "a")).isEqualTo(ErrorCode.TOO_MANY);
        assertThat(refuse(1, "b")).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void forgetsAfterAWhile() {
        refuse(WrongTokens.ALLOWED + 1, "a");
        now = now.plus(WrongTokens.WINDOW).plusSeconds(1);

        assertThat(refuse(1, "a")).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }
}
