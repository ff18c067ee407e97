package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers share a database and a broker; what one has under way is none of the other's business while it lives. */
@Tag("crash")
@Tag("long")
class TwoNodesIT {
    private static final int JOBS = 4;

    /** A start is when a node settles and publishes what it finds of its own, and of nodes that are gone. */
    @Test
    void aNodeThatStartsTouchesNeitherBranchesNorIntentsOfOneThatLives() throws Exception {
        CrashSite site = CrashSite.running();
        MicroServer first = site.server();
        try (MicroServer second = site.server("node2");
                Ledger committed = ledger(site, "committed", 1);
                Ledger decided = ledger(site, "decided", JOBS)) {
            site.freezeWorker();
            site.awaitQuiet();
            first.holdAt("COMMITTED");
            committed.begin();
            first.awaitHeld();
            first.holdAt("DECIDED");
            decided.begin();
            first.awaitHeld();
            long branches = site.prepared();
            long intents = site.intents();
            assertThat(branches).as("branches in doubt of the first node").isPositive();
            assertThat(intents).as("intents of the first node").isPositive();

            second.start();

            assertThat(site.prepared())
                    .as("branches in doubt of the first node")
                    .isGreaterThanOrEqualTo(branches);
            assertThat(site.count("select count(*) from message_intent where node = 'node1'"))
                    .as("intents of the first node")
                    .isGreaterThanOrEqualTo(intents);
            assertThat(second.written()).contains("branchesRolledBack=0, transactionsReplayed=0");
            first.release();
            site.thawWorker();
            for (Ledger ledger : new Ledger[] {committed, decided}) {
                Verdict verdict =
                        Verdict.of(second.api(), site.services().postgres()::connect, ledger, System.nanoTime());
                assertThat(verdict.unanswered())
                        .as("requests without an answer")
                        .isZero();
                assertThat(verdict.doubled()).as("scripts that ran twice").isZero();
            }
        } finally {
            first.release();
            site.thawWorker();
        }
    }

    /**
     * Over AMQP, as two transactions are to be held at different points at the same time: requests share theirs, one after
     * the other, while each listener has its own. The first is one message, so that it takes one of the two listeners.
     */
    private static Ledger ledger(CrashSite site, String name, int jobs) {
        return new Ledger(new AmqpSubmitter(site.broker(), CrashSite.TOKEN), site.executions(name), jobs, 0);
    }
}
