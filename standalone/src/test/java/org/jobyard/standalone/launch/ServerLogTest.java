package org.jobyard.standalone.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerLogTest {
    private static final String FAILED = """
            [2026-11-22T03:03:30.000+0000] [] [INFO] [] [PayaraMicro] [[
              Deploying
            ]]
            [2026-11-22T03:03:38.739+0000] [] [SEVERE] [] [deployment.common] [levelValue: 1000] [[
              Exception while invoking the start method
            Caused by: jakarta.ejb.CreateException: Initialization failed
            \tat org.example.Something
            ]]
            [2026-11-22T03:03:39.000+0000] [] [INFO] [] [PayaraMicro] Payara Micro 6.2025.10 (build 42) ready in 64,594 (ms)
            """;

    @Test
    void seesThatTheServerCallsItselfReady() {
        assertThat(new ServerLog(FAILED).saysReady()).isTrue();
        assertThat(new ServerLog("Payara Micro URLs:").saysReady()).isFalse();
    }

    @Test
    void picksTheLinesThatSayWhatWentWrong() {
        assertThat(new ServerLog(FAILED).relevant().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("[SEVERE]"))
                .contains(
                        "  Exception while invoking the start method",
                        "  Caused by: jakarta.ejb.CreateException: Initialization failed");
    }

    @Test
    void showsTheLastLinesWhenNoneSaysWhatWentWrong() {
        assertThat(new ServerLog("one\n\ntwo\n").relevant()).isEqualTo("  one\n  two");
    }
}
