package org.jobyard.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b.txt", "..a", "a b", "grüße/日本.txt", "-rf", "%41", ".hidden"})
    void plainNamesAreAccepted(String name) {
        assertThatCode(() -> SafeName.check(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                "a/..",
                "../a",
                "a/../b",
                "a//b",
                "a/",
                "./a",
                "a\\b",
                "a\nb",
                "a\0b",
                "\u202Egpj.exe",
                "\uD800"
            })
    void othersAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> SafeName.check(name));
    }

    @Test
    void tooLongNamesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SafeName.check("ä".repeat(128)));
        assertThatIllegalArgumentException().isThrownBy(() -> SafeName.check("a/".repeat(500) + "abc"));
    }

    @Test
    void foundNamesAreMadeSafe() {
        assertThat(SafeName.of(List.of("a\nb", "c\\d", "plain"))).isEqualTo("a%0Ab/c%5Cd/plain");
    }
}
