package org.jobyard.systemtests.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What begins the transactions that are under way at a crash. */
enum Drive {
    /** Requests over HTTP, which register jobs. The database is the first participant. */
    REQUEST {
        @Override
        void run(CrashSite site, Ledger ledger, Runnable arm) {
            site.freezeWorker();
            site.awaitQuiet();
            arm.run();
            ledger.begin();
        }
    },
    /** Messages that submit jobs. The adapter is the first participant. */
    SUBMISSION {
        @Override
        void run(CrashSite site, Ledger ledger, Runnable arm) {
            site.freezeWorker();
            site.awaitQuiet();
            arm.run();
            ledger.begin();
        }
    },
    /** Messages by which a worker reports that jobs begin and end. */
    EVENT {
        @Override
        void run(CrashSite site, Ledger ledger, Runnable arm) throws Exception {
            site.freezeWorker();
            ledger.begin();
            ledger.awaitAccepted();
            site.awaitQuiet();
            arm.run();
            site.thawWorker();
        }
    },
    /** The timer, when the time of jobs has come. */
    TIMER {
        @Override
        void run(CrashSite site, Ledger ledger, Runnable arm) throws Exception {
            site.freezeWorker();
            ledger.startingAt(Instant.now().plus(UNTIL_DUE)).begin();
            ledger.awaitAccepted();
            site.awaitQuiet();
            arm.run();
        }
    };

    private static final Duration UNTIL_DUE = Duration.ofSeconds(5);
    private static final List<String> OF_DELIVERIES = List.of("DELIVERY", "ACKNOWLEDGED");

    /** Brings such transactions about, after arming; returns without waiting for them. */
    abstract void run(CrashSite site, Ledger ledger, Runnable arm) throws Exception;

    /** How jobs are submitted. */
    Submitter submitter(CrashSite site) {
        return this == SUBMISSION
                ? new AmqpSubmitter(site.broker(), CrashSite.TOKEN)
                : new RestSubmitter(site.server().api());
    }

    /** Whether its transactions come to a point. */
    boolean reaches(String point) {
        return this == SUBMISSION || this == EVENT || !OF_DELIVERIES.contains(point);
    }
}
