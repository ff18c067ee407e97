package org.jobyard.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jobyard.platform.Settings;
import org.jobyard.testing.UseCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private static final long QUICK = 1_000;
    private static final long SLOW = 1_500_000_000L;
    private static final String SQL = "update job\n  set name = ?";

    private final Transaction transaction = new Transaction();
    private final Statements statements = new Statements(transaction, new Settings(key -> Optional.empty()));
    private final List<String> logged = new ArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {
            // Nothing is held.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    StatementsTest() {
        Logger.getLogger(Statements.class.getName()).addHandler(log);
    }

    @AfterEach
    void noMoreLog() {
        Logger.getLogger(Statements.class.getName()).removeHandler(log);
    }

    private void done(long nanos, Object... parameters) {
        UseCase.run(() -> statements.done(SQL, parameters, nanos));
    }

    @Test
    void countsStatementsAndTheEndOfTheirTransaction() {
        transaction.key = "one";
        done(QUICK);
        done(QUICK);
        assertThat(statements.of("UseCase")).isEqualTo(new Statements.Counts(2, 2e-6, 0, 0));
        transaction.end(Status.STATUS_COMMITTED);
        transaction.key = "two";
        done(QUICK);
        transaction.end(Status.STATUS_ROLLEDBACK);
        assertThat(statements.of("UseCase")).isEqualTo(new Statements.Counts(3, 3e-6, 1, 1));
    }

    @Test
    void aStatementOutsideOfATransactionIsACommit() {
        done(QUICK);
        assertThat(statements.of("UseCase").commits()).isEqualTo(1);
        assertThat(statements.of("NoUseCase")).isEqualTo(new Statements.Counts(0, 0, 0, 0));
    }

    @Test
    void eachUseCaseIsToldOnce() {
        List<String> told = new ArrayList<>();
        done(QUICK);
        statements.eachUseCase(told::add);
        done(QUICK);
        statements.done(SQL, new Object[0], QUICK);
        assertThat(told).containsExactly("UseCase", "other");
    }

    @Test
    void aSlowStatementIsLoggedWithoutItsValues() {
        done(QUICK, "secret");
        assertThat(logged).isEmpty();
        done(SLOW, "secret", UUID.randomUUID(), new byte[3], List.of(1, 2), 7, null);
        assertThat(logged)
                .containsExactly("A statement took 1,500 ms: update job set name = ?"
                        + " [text of 6, id, 3 bytes, 2 values, Integer, null]");
    }

    /** At most one at a time. */
    private static final class Transaction implements TransactionSynchronizationRegistry {
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> synchronizations = new ArrayList<>();
        private String key;

        void end(int status) {
            synchronizations.forEach(synchronization -> synchronization.afterCompletion(status));
            synchronizations.clear();
            resources.clear();
            key = null;
        }

        @Override
        public Object getTransactionKey() {
            return key;
        }

        @Override
        public void putResource(Object name, Object value) {
            resources.put(name, value);
        }

        @Override
        public Object getResource(Object name) {
            return resources.get(name);
        }

        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {
            synchronizations.add(synchronization);
        }

        @Override
        public int getTransactionStatus() {
            return key == null ? Status.STATUS_NO_TRANSACTION : Status.STATUS_ACTIVE;
        }

        @Override
        public void setRollbackOnly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getRollbackOnly() {
            return false;
        }
    }
}
