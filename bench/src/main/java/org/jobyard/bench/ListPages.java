package org.jobyard.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long the pages of the list of jobs take at the database. */
final class ListPages {
    private static final int TIMES = 5;
    /** All, states with many and with few, a part of a name that few have, a type that none has, a while ago. */
    private static final List<String> PATHS = List.of(
            "",
            "?state=SCHEDULED",
            "?state=SUCCEEDED",
            "?state=FAILED",
            "?state=RUNNING&state=WAITING",
            "?name=such-a-name",
            "?type=such-a-type",
            "?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z");

    private final Target target;

    ListPages(Target target) {
        this.target = target;
    }

    /** Mean time of each in milliseconds, by its query; empty when the database does not measure statements. */
    Map<String, Double> measure() throws SQLException, IOException, InterruptedException {
        Map<String, Double> times = new LinkedHashMap<>();
        if (new Records(target).statements() == null) {
            return times;
        }
        Http http = new Http(URI.create(target.api() + "/jobs"), target.token());
        try (Connection connection = target.database();
                Statement statement = connection.createStatement()) {
            for (String path : PATHS) {
                statement.execute("select pg_stat_statements_reset()");
                for (int i = 0; i < TIMES; i++) {
                    http.get(path);
                }
                try (ResultSet row = statement.executeQuery("select max(mean_exec_time) from pg_stat_statements"
                        + " where query like 'select%from job where tenant%order by id desc%limit%'")) {
                    row.next();
                    times.put(path.isEmpty() ? "all" : path, row.getDouble(1));
                }
            }
        }
        return times;
    }
}
