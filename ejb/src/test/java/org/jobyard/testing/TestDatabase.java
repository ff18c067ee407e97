package org.jobyard.testing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jobyard.embedded.EmbeddedServices;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL with the tables of Jobyard. JPA and plain statements of one transaction share one connection, as they
 * do in the server.
 */
public final class TestDatabase implements DataSource {
    private static final int MOST_IDLE = 8;

    private static TestDatabase shared;

    private final PGSimpleDataSource plain = new PGSimpleDataSource();
    /** A new connection costs more than most transactions. */
    private final BlockingDeque<Connection> idle = new LinkedBlockingDeque<>(MOST_IDLE);

    private final EntityManagerFactory entityManagers;
    private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<EntityManager> MANAGER = new ThreadLocal<>();

    private TestDatabase() {
        var postgres = EmbeddedServices.shared().postgres();
        plain.setUrl(postgres.jdbcUrl() + "?stringtype=unspecified");
        plain.setUser(postgres.user());
        plain.setPassword(postgres.password());
        Flyway.configure()
                .dataSource(plain)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        entityManagers = Persistence.createEntityManagerFactory(
                "jobyard",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.nonJtaDataSource", this,
                        "jakarta.persistence.jtaDataSource", "",
                        "eclipselink.weaving", "false",
                        "eclipselink.profiler", "NoProfiler",
                        "eclipselink.logging.level", "WARNING"));
    }

    /** The database of this JVM, emptied of jobs, workers and users. */
    public static synchronized TestDatabase empty() {
        if (shared == null) {
            shared = new TestDatabase();
        }
        shared.execute(
                "truncate schedule, schedule_slot, job, job_event, job_log, idempotency_key, parked_event, worker, work_type, counter,"
                        + " work_limit,"
                        + " api_token, app_user, dead_letter, tally_entry, tally, backlog, deleted_job");
        return shared;
    }

    private void execute(String sql) {
        try (Connection connection = plain.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does work in a transaction of its own; an exception rolls it back. */
    public <T> T inTransaction(Supplier<T> work) {
        Connection outerConnection = CURRENT.get();
        EntityManager outerManager = MANAGER.get();
        Connection connection = borrow();
        try (EntityManager manager = entityManagers.createEntityManager()) {
            CURRENT.set(connection);
            MANAGER.set(manager);
            manager.getTransaction().begin();
            connection.setAutoCommit(false);
            try {
                T result = work.get();
                manager.flush();
                connection.commit();
                return result;
            } catch (RuntimeException | Error e) {
                connection.rollback();
                throw e;
            } finally {
                manager.getTransaction().rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            CURRENT.set(outerConnection);
            MANAGER.set(outerManager);
            giveBack(connection);
        }
    }

    private Connection borrow() {
        try {
            Connection known = idle.pollFirst();
            return known == null ? plain.getConnection() : known;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void giveBack(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
            if (connection.isClosed() || !idle.offerFirst(connection)) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The entity manager of whatever transaction the calling thread is in. */
    public EntityManager entityManager() {
        return (EntityManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(MANAGER.get(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** True while the calling thread is in a transaction. */
    public boolean isInTransaction() {
        return CURRENT.get() != null;
    }

    /** The transaction's connection, which closing leaves open; outside a transaction one of its own. */
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = CURRENT.get();
        if (connection == null) {
            Connection own = borrow();
            return proxy(own, "close", () -> giveBack(own));
        }
        return proxy(connection, "close commit rollback setAutoCommit", () -> {});
    }

    /** The same connection, but some of what may be called does something else. */
    private static Connection proxy(Connection connection, String calls, Runnable instead) {
        Set<String> others = Set.of(calls.split(" "));
        return (Connection) Proxy.newProxyInstance(
                TestDatabase.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (others.contains(method.getName())) {
                        instead.run();
                        return null;
                    }
                    return invoke(connection, method, arguments);
                });
    }

    private static Object invoke(Connection connection, java.lang.reflect.Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Nothing is logged.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The database is on this machine.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(TestDatabase.class.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
