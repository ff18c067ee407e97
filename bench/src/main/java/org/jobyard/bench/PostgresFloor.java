package org.jobyard.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What PostgreSQL alone reaches with the least any durable job service must do: a row inserted, updated at the start and
 * updated at the end, each with a commit of its own, on eight connections.
 */
final class PostgresFloor {
    private static final int THREADS = 8;
    private static final String TABLE = "bench_floor";

    private final Target target;

    PostgresFloor(Target target) {
        this.target = target;
    }

    /** Jobs a second. */
    double measure(int jobs) throws Exception {
        try (Connection connection = target.database();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + TABLE);
            statement.execute("create table " + TABLE
                    + " (id uuid primary key, name text not null, state text not null, parameters jsonb not null,"
                    + " registered_at timestamptz not null, started_at timestamptz, ended_at timestamptz)");
            try {
                AtomicInteger left = new AtomicInteger(jobs);
                long began = System.nanoTime();
                Threads.run(THREADS, number -> work(left));
                return jobs / ((System.nanoTime() - began) / 1e9);
            } finally {
                statement.execute("drop table " + TABLE);
            }
        }
    }

    private void work(AtomicInteger left) throws SQLException, IOException {
        try (Connection connection = target.database();
                PreparedStatement insert = connection.prepareStatement("insert into " + TABLE
                        + " (id, name, state, parameters, registered_at) values (?, ?, 'ENQUEUED', '{}', now())");
                PreparedStatement start = connection.prepareStatement(
                        "update " + TABLE + " set state = 'RUNNING', started_at = now() where id = ?");
                PreparedStatement end = connection.prepareStatement(
                        "update " + TABLE + " set state = 'SUCCEEDED', ended_at = now() where id = ?")) {
            while (left.getAndDecrement() > 0) {
                // In the order of time, as the server's own ids are, so that the index grows at its end.
                UUID id = new UUID(
                        Instant.now().toEpochMilli() << 16, UUID.randomUUID().getLeastSignificantBits());
                insert.setObject(1, id);
                insert.setString(2, "floor");
                insert.executeUpdate();
                start.setObject(1, id);
                start.executeUpdate();
                end.setObject(1, id);
                end.executeUpdate();
            }
        }
    }
}
