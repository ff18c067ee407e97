package org.jobyard.systemtests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jobyard.startup.Readiness;
import org.junit.jupiter.api.Test;

/** The order of the start: tables, recovery, and only then messages. */
@InContainer
class StartUpIT {
    @Inject
    private Readiness readiness;

    @Inject
    private RowAndMessage database;

    @Inject
    private Broker broker;

    @Deployment
    static WebArchive core() {
        return CoreDeployment.create();
    }

    @Test
    void aMessageThatWasThereBeforeTheTablesIsRegistered() throws Exception {
        await().until(() -> database.count("select count(*) from job where id = ?1", BeforeTheStart.WAITING_JOB) == 1);
        await().until(() -> broker.ready("jobyard.submissions") == 0);
    }

    @Test
    void readyMeansDatabaseBrokerAndRecovery() {
        await().untilAsserted(() -> assertThat(readiness.check().ready()).isTrue());
    }
}
