package org.jobyard.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.junit.jupiter.api.Test;

class LimitedInputTest {

    private static LimitedInput of(int bytes, int most) {
        return new LimitedInput(new ByteArrayInputStream(new byte[bytes]), most);
    }

    @Test
    void allowsAsManyAsTheLimit() throws IOException {
        assertThat(of(10, 10).readAllBytes()).hasSize(10);
    }

    @Test
    void refusesOneMore() {
        assertThatExceptionOfType(JobyardException.class)
                .isThrownBy(() -> of(11, 10).readAllBytes())
                .matches(refusal -> refusal.code() == ErrorCode.TOO_LARGE);
    }

    @Test
    void countsSingleBytesAndSkippedOnes() throws IOException {
        LimitedInput input = of(11, 10);
        input.skipNBytes(9);
        assertThat(input.read()).isZero();

        assertThatExceptionOfType(JobyardException.class).isThrownBy(input::read);
    }
}
