package org.jobyard.startup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the database to this version. Over a plain connection: some statements cannot be part of a JTA transaction. */
@ApplicationScoped
class Migrations {
    @Inject
    Settings settings;

    /** Does what is missing. Two nodes that start together wait for each other. */
    void migrate() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(settings.text(Setting.DB_URL));
        dataSource.setUser(settings.text(Setting.DB_USER));
        dataSource.setPassword(settings.text(Setting.DB_PASSWORD));
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}
