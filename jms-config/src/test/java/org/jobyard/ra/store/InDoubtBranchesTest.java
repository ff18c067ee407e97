package org.jobyard.ra.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Whose branch is it: one node must never touch another's. */
class InDoubtBranchesTest {
    @Test
    void knowsItsOwn() {
        // As Payara has written it.
        String gid = "4871251_AgAAANilNQFub2RlMSxzZXJ2ZXIsUDEwMA==_bm9kZTEsc2VydmVyLFAxMDAsAQ==";

        assertThat(InDoubtBranches.belongsTo(gid, "node1")).isTrue();
    }

    @Test
    void isNotDeceivedByAPrefixOrASuffix() {
        assertThat(InDoubtBranches.belongsTo(gid("node10,server,P100"), "node1"))
                .isFalse();
        assertThat(InDoubtBranches.belongsTo(gid("a-node1,server,P100"), "node1"))
                .isFalse();
    }

    @Test
    void leavesOthersAlone() {
        assertThat(InDoubtBranches.belongsTo("somebody's own name", "node1")).isFalse();
        assertThat(InDoubtBranches.belongsTo("node1", "node1")).isFalse();
    }

    private static String gid(String branch) {
        return "4871251_" + base64("node1") + "_" + base64(branch);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
