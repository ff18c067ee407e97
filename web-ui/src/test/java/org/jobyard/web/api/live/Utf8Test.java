package org.jobyard.web.api.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é", "a€", "😀", "x😀é€"})
    void everyCutOfATextGivesThePiecesOfThatText(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            byte[] seen = Arrays.copyOf(bytes, cut);
            int whole = Utf8.wholeCharacters(seen);
            String head = new String(seen, 0, whole, UTF_8);
            String tail = new String(bytes, whole, bytes.length - whole, UTF_8);

            assertThat(head + tail).as("cut at %d", cut).isEqualTo(text);
            assertThat(cut - whole).as("held back at %d", cut).isLessThan(4);
        }
    }

    @Test
    void bytesThatAreNoTextAreNotHeldBack() {
        assertThat(Utf8.wholeCharacters(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80}))
                .isEqualTo(5);
        assertThat(Utf8.wholeCharacters(new byte[] {'a', (byte) 0xFF})).isEqualTo(2);
        assertThat(Utf8.wholeCharacters(new byte[] {'a', (byte) 0xC0})).isEqualTo(2);
    }
}
