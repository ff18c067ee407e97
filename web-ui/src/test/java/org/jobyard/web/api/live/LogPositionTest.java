package org.jobyard.web.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jobyard.log.LogStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogPositionTest {

    private static final UUID EXECUTION = UUID.fromString("5a0c8d55-0b0c-4d1f-9a58-6d2f6f1f0001");

    @Test
    void anIdLeadsBackToItsPosition() {
        LogPosition position =
                LogPosition.startOf(EXECUTION).advance(LogStream.STDOUT, 12).advance(LogStream.STDERR, 5_000_000_000L);

        assertThat(LogPosition.parse(position.toString())).isEqualTo(position);
        assertThat(position.offset(LogStream.STDOUT)).isEqualTo(12);
        assertThat(position.offset(LogStream.STDERR)).isEqualTo(5_000_000_000L);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "12",
                "x/1/2",
                "5a0c8d55-0b0c-4d1f-9a58-6d2f6f1f0001/-1/2",
                "5a0c8d55-0b0c-4d1f-9a58-6d2f6f1f0001/1",
                "5a0c8d55-0b0c-4d1f-9a58-6d2f6f1f0001/1/99999999999999999999",
                "------------------------------------/1/2"
            })
    void whatIsNoIdOfOursIsTheStart(String id) {
        assertThat(LogPosition.parse(id)).isEqualTo(LogPosition.START);
    }
}
