package org.jobyard.systemtests.crash;

import java.sql.SQLException;

/** What fails beside the server. */
enum Fault {
    /** SIGKILL to the broker. */
    BROKER_KILLED {
        @Override
        void strike(CrashSite site) {
            site.services().rabbit().kill();
        }

        @Override
        void mend(CrashSite site) {
            site.services().rabbit().start();
        }
    },
    /** The server's connections to the broker are cut. */
    BROKER_CUT {
        @Override
        void strike(CrashSite site) {
            site.wire().cut();
        }

        @Override
        void mend(CrashSite site) {}
    },
    /** SIGKILL to PostgreSQL. */
    DATABASE_KILLED {
        @Override
        void strike(CrashSite site) {
            site.services().postgres().kill();
        }

        @Override
        void mend(CrashSite site) {
            site.services().postgres().start();
        }
    },
    /** The database ends all connections. */
    DATABASE_CUT {
        @Override
        void strike(CrashSite site) throws SQLException {
            site.count("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        }

        @Override
        void mend(CrashSite site) {}
    };

    /** Lets it happen. */
    abstract void strike(CrashSite site) throws SQLException;

    /** Has all parts run again. */
    abstract void mend(CrashSite site);
}
