package org.jobyard.ra;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.ra.store.Database;
import org.postgresql.xa.PGXADataSource;

/** A real transaction manager with the real PostgreSQL: what the server gives the adapter, without the server. */
final class TransactionFixture {
    private final PGXADataSource dataSource = new PGXADataSource();
    private final Map<Transaction, Connection> enlisted = new ConcurrentHashMap<>();
    private final TransactionManager manager;
    private LastWord lastWord;
    private Connection lastAgent;

    /** What the database does with a transaction when it is asked, before its answer is lost. */
    interface LastWord {
        void say(Connection connection) throws SQLException;
    }

    TransactionFixture() throws IOException {
        Path store = Files.createTempDirectory("transactions");
        BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class).setObjectStoreDir(store.toString());
        BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "communicationStore")
                .setObjectStoreDir(store.toString());
        BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "stateStore")
                .setObjectStoreDir(store.toString());
        BeanPopulator.getDefaultInstance(CoordinatorEnvironmentBean.class).setDefaultTimeout(60);
        manager = jtaPropertyManager.getJTAEnvironmentBean().getTransactionManager();
        var postgres = EmbeddedServices.shared().postgres();
        dataSource.setUrl(postgres.jdbcUrl());
        dataSource.setUser(postgres.user());
        dataSource.setPassword(postgres.password());
    }

    TransactionManager manager() {
        return manager;
    }

    TransactionSynchronizationRegistry registry() {
        return jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();
    }

    Database database() {
        return new Database((DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connection();
                    }
                    throw new UnsupportedOperationException(method.getName());
                }));
    }

    /**
     * In the next transaction the database is asked last, and to commit in one phase; it does what it does, and the manager
     * never hears of it.
     */
    void makeTheDatabaseTheLastAgent(LastWord word) {
        lastWord = word;
    }

    /** The database's connection of that transaction. */
    Connection lastAgent() {
        return lastAgent;
    }

    private Connection enlistLastAgent(Transaction transaction)
            throws SQLException, RollbackException, SystemException {
        LastWord word = lastWord;
        lastWord = null;
        lastAgent = connectionOfItsOwn();
        lastAgent.setAutoCommit(false);
        transaction.enlistResource(new LostAnswer(word));
        return lastAgent;
    }

    /** The one connection of the current transaction, which outlives its handles; else one that commits by itself. */
    Connection connection() throws SQLException {
        try {
            Transaction transaction = manager.getTransaction();
            if (transaction == null) {
                return connectionOfItsOwn();
            }
            Connection shared = enlisted.get(transaction);
            if (shared == null && lastWord != null) {
                shared = keepOpen(enlistLastAgent(transaction));
                enlisted.put(transaction, shared);
            } else if (shared == null) {
                XAConnection xa = dataSource.getXAConnection();
                transaction.enlistResource(xa.getXAResource());
                // One for all: the driver ends the last one it gave when it is asked for another.
                shared = keepOpen(xa.getConnection());
                enlisted.put(transaction, shared);
            }
            return shared;
        } catch (SystemException | RollbackException e) {
            throw new SQLException(e);
        }
    }

    private Connection connectionOfItsOwn() throws SQLException {
        var postgres = EmbeddedServices.shared().postgres();
        return java.sql.DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private static Connection keepOpen(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** The participant that is asked last: it carries out the last word, and its answer is lost. */
    private final class LostAnswer implements XAResource {
        private final LastWord word;

        LostAnswer(LastWord word) {
            this.word = word;
        }

        @Override
        public int prepare(Xid xid) throws XAException {
            try {
                word.say(lastAgent);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            throw new XAException(XAException.XA_RBROLLBACK);
        }

        @Override
        public void commit(Xid xid, boolean onePhase) {
            throw new IllegalStateException("it has not voted");
        }

        @Override
        public void start(Xid xid, int flags) {}

        @Override
        public void end(Xid xid, int flags) {}

        @Override
        public void rollback(Xid xid) {}

        @Override
        public void forget(Xid xid) {}

        @Override
        public Xid[] recover(int flag) {
            return new Xid[0];
        }

        @Override
        public boolean isSameRM(XAResource other) {
            return false;
        }

        @Override
        public int getTransactionTimeout() {
            return 0;
        }

        @Override
        public boolean setTransactionTimeout(int seconds) {
            return false;
        }
    }
}
