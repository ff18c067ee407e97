package org.jobyard.web.api.error;

import jakarta.resource.ResourceException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Looks through the layers in which the container wraps exceptions. */
final class Causes {

    // PostgreSQL: connection exceptions, insufficient resources, operator intervention (shutdown, starting up).
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "53", "57");
    // A chain longer than this is one that bites its own tail.
    private static final int DEPTH = 30;

    private Causes() {}

    /** The outermost cause of this type, or null. */
    static <T extends Throwable> T find(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEPTH; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    /** Whether the database or the broker was away, rather than something wrong with the request or with us. */
    static boolean isOutage(Throwable thrown) {
        SQLException sql = find(thrown, SQLException.class);
        boolean databaseAway = sql != null
                && (sql instanceof SQLTransientException
                        || (sql.getSQLState() != null
                                && sql.getSQLState().length() == 5
                                && OUTAGE_CLASSES.contains(sql.getSQLState().substring(0, 2))));
        return databaseAway
                || find(thrown, SocketException.class) != null
                || find(thrown, SocketTimeoutException.class) != null
                || find(thrown, ResourceException.class) != null;
    }
}
