package org.jobyard.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/jobs.xhtml", "/job.xhtml?id=1&tab=log", "/a/b.xhtml#c"})
    void leadsToAPageOfOurs(String address) {
        assertThat(ReturnAddress.local(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "jobs.xhtml",
                "//evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "/\\evil.example",
                "/%zz",
                "/a b",
                "/x\r\nSet-Cookie: a=b",
                "\\\\evil.example"
            })
    void neverLeadsElsewhere(String address) {
        assertThat(ReturnAddress.local(address)).isEqualTo("/");
    }
}
