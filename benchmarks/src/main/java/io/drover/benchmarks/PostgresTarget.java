package io.drover.benchmarks;

import io.drover.embedded.BackingServices.Database;
import io.drover.engine.target.TargetUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of a PostgreSQL server that writes to its disk as one in production does. */
record PostgresTarget(Database database, int port) implements Target {

    private static final String SCHEMA = "bare_revisions";

    @Override
    public TargetUrl url() {
        return TargetUrl.parse("postgres://" + database.username() + ":"
                + URLEncoder.encode(database.password(), StandardCharsets.UTF_8) + "@127.0.0.1:" + port + "/"
                + database.username() + "?sslmode=disable");
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }

    @Override
    public AutoCloseable lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_try_advisory_lock(4711)")) {
            if (!rows.next() || !rows.getBoolean(1)) {
                throw new SQLException("somebody has the lock");
            }
        }
        return () -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_unlock(4711)");
            }
        };
    }

    @Override
    public String revisionsTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
            statement.execute(BareJdbc.CREATE.formatted(SCHEMA + ".revisions"));
        }
        return SCHEMA + ".revisions";
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void empty() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + SCHEMA + ", atlas_schema_revisions CASCADE");
            statement.execute("DROP VIEW IF EXISTS buyers");
            statement.execute("DROP TABLE IF EXISTS users, orders, lines, invoices");
        }
    }
}
