package org.jobyard.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,     0,   1",
        "bytes=10-19,   10,  10",
        "Bytes=10-19,   10,  10",
        "bytes=10 - 19, 10,  10",
        "bytes=-5,      -5,  5"
    })
    void readsOneRange(String header, long first, long length) {
        assertThat(ByteRange.parse(header)).contains(new ByteRange(first, length));
    }

    @Test
    void anOpenRangeHasNoEnd() {
        assertThat(ByteRange.parse("bytes=10-")).contains(new ByteRange(10, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=-0",
                "bytes=5-4",
                "bytes=a-b",
                "bytes=0-1,5-6",
                "lines=1-2",
                "bytes=99999999999999999999-",
                "bytes=1--2"
            })
    void ignoresWhatIsNoRange(String header) {
        assertThat(ByteRange.parse(header)).isEmpty();
    }

    @Test
    void noHeaderIsNoRange() {
        assertThat(ByteRange.parse(null)).isEmpty();
    }
}
