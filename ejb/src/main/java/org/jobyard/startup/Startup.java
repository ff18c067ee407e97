package org.jobyard.startup;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.dispatch.Broker;
import org.jobyard.log.Store;
import org.jobyard.messaging.Outbox;
import org.jobyard.messaging.WorkerCommands;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Settings;
import org.jobyard.ra.api.RecoveryReport;
import org.jobyard.schedule.DueTimer;
import org.jobyard.security.FirstUsers;

/**
 * The order of the start. Messages come in only when the tables are there, what a crash left is settled, and the whole
 * application is up. What fails here fails the deployment.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {
    private static final Logger LOG = Logger.getLogger(Startup.class.getName());

    @Inject
    Settings settings;

    @Inject
    Migrations migrations;

    @Inject
    Database database;

    @Inject
    Broker broker;

    @Inject
    Store store;

    @Inject
    FirstUsers firstUsers;

    @Inject
    DueTimer timer;

    @Inject
    Outbox outbox;

    @Inject
    Progress progress;

    @Inject
    Drain drain;

    @PostConstruct
    void start() {
        settings.check();
        migrations.migrate();
        requirePreparedTransactions();
        store.check();
        firstUsers.prepare();
    }

    /**
     * Lets work in: settles what a crash left, then takes messages and does what is due. To be called once, by what the
     * container starts last: while a part of the application still starts, the container cannot make beans for messages
     * (its extension for JAX-RS then reads what that changes, and the deployment fails).
     */
    public void open() {
        RecoveryReport recovered = broker.control().recoverAndOpen();
        LOG.log(Level.INFO, "Recovered: {0}", recovered);
        timer.open();
        // Workers that were there before answer with a hello and are known again.
        outbox.send(List.of(WorkerCommands.helloToAll()));
        progress.started();
        drain.listen();
        LOG.info("Jobyard takes work");
    }

    private void requirePreparedTransactions() {
        int most = database.first(
                        "select current_setting('max_prepared_transactions')::int as most", row -> row.integer("most"))
                .orElse(0);
        if (most == 0) {
            throw new IllegalStateException("PostgreSQL has max_prepared_transactions = 0, so no transaction can span"
                    + " database and broker. Set it to 100 or more in postgresql.conf and restart PostgreSQL.");
        }
    }

    @PreDestroy
    void stop() {
        drain.ignore();
        progress.stopped();
        timer.close();
        broker.control().close();
    }
}
