package org.jobyard.ra.inbound;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Tells failures of the infrastructure from those of a message. */
final class Failures {
    /** Classes of SQLSTATE: connection, resources, operator intervention (such as a shutdown), system error. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58");
    /** Serialization failure and deadlock: the next attempt may well succeed. */
    private static final Set<String> CONFLICT = Set.of("40001", "40P01");

    private Failures() {}

    /** True when the failure says nothing about the message. */
    static boolean isInfrastructure(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 30; depth++) {
            if (cause instanceof SQLTransientConnectionException
                    || (cause instanceof SQLException sql && isAway(sql.getSQLState()))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isAway(String state) {
        return state != null
                && state.length() == 5
                && (AWAY.contains(state.substring(0, 2)) || CONFLICT.contains(state));
    }
}
