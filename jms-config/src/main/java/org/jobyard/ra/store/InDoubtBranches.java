package org.jobyard.ra.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Branches that are prepared in PostgreSQL and undecided. Each can always be rolled back: a branch holds the data and the
 * intent alike, and nothing leaves for the broker before it has committed. That the transaction manager's log may say
 * "commit" makes no difference; nobody was told of it.
 *
 * <p>All calls are made without a transaction.
 */
public final class InDoubtBranches {
    private static final Logger LOG = Logger.getLogger(InDoubtBranches.class.getName());
    /** What PostgreSQL's driver makes of a Xid: format, global id and branch qualifier. */
    private static final Pattern GID = Pattern.compile("-?\\d+_([A-Za-z0-9+/=]*)_([A-Za-z0-9+/=]*)");

    private final Database database;

    /** Of the database that the data source leads to. */
    public InDoubtBranches(Database database) {
        this.database = database;
    }

    /**
     * Rolls back the branches of a node; only when none of its transactions can be running.
     *
     * @param node the transaction identity of the node
     * @return how many
     */
    public int rollbackOf(String node) throws SQLException {
        int count = 0;
        for (String gid : gids(Duration.ZERO)) {
            if (belongsTo(gid, node)) {
                count += rollback(gid);
            }
        }
        return count;
    }

    /** Rolls back the branches of any node that have been prepared for longer than {@code age}. */
    public int rollbackOlderThan(Duration age) throws SQLException {
        int count = 0;
        for (String gid : gids(age)) {
            count += rollback(gid);
        }
        return count;
    }

    /** How many branches have been prepared for longer than {@code age}. */
    public int olderThan(Duration age) throws SQLException {
        return gids(age).size();
    }

    /**
     * The prepared branches of some transactions.
     *
     * @param transactions global ids, as they are in the names of branches
     * @return names of branches by transaction; those without a branch are left out
     */
    public Map<String, List<String>> of(Set<String> transactions) throws SQLException {
        return gids(Duration.ZERO).stream()
                .filter(gid -> transactions.contains(transactionOf(gid)))
                .collect(Collectors.groupingBy(InDoubtBranches::transactionOf));
    }

    /** How many transactions may be prepared at the same time; 0: none, PostgreSQL's default. */
    public int allowed() throws SQLException {
        try (Connection connection = database.connection();
                Statement show = connection.createStatement();
                ResultSet row = show.executeQuery("show max_prepared_transactions")) {
            row.next();
            return row.getInt(1);
        }
    }

    private List<String> gids(Duration age) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement("select gid from pg_prepared_xacts"
                        + " where database = current_database() and prepared <= now() - make_interval(secs => ?)")) {
            select.setLong(1, age.toSeconds());
            List<String> gids = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    gids.add(rows.getString(1));
                }
            }
            // Branches that did not come through the driver's XA resource are somebody else's.
            gids.removeIf(gid -> !GID.matcher(gid).matches());
            return gids;
        }
    }

    private int rollback(String gid) {
        return settle(gid, false) ? 1 : 0;
    }

    /**
     * Ends a branch that was found here.
     *
     * @param commit commit it, else roll it back
     * @return false when it is not there any more, or could not be ended now
     */
    boolean settle(String gid, boolean commit) {
        String how = commit ? "commit" : "rollback";
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            // The pattern has admitted no quote.
            statement.execute(how + " prepared '" + gid + "'");
            LOG.log(Level.INFO, "The branch {0} was in doubt: {1}", new Object[] {gid, how});
            return true;
        } catch (SQLException e) {
            // Another node, or the transaction manager's own recovery, was faster; if not, the next look tries again.
            LOG.log(Level.INFO, "The branch {0} could not be settled: {1}", new Object[] {gid, e.getMessage()});
            return false;
        }
    }

    /** The global id of the transaction that a branch belongs to. */
    private static String transactionOf(String gid) {
        Matcher parts = GID.matcher(gid);
        return parts.matches() ? parts.group(1) : "";
    }

    /**
     * True when the branch is of {@code node}: the transaction manager begins each branch qualifier with the node's name and
     * a comma, so {@code a1} is not {@code a10}.
     */
    static boolean belongsTo(String gid, String node) {
        Matcher parts = GID.matcher(gid);
        return parts.matches() && text(parts.group(2)).startsWith(node + ",");
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    }
}
