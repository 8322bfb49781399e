package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** SQLite refuses to write while its connection is told to. */
final class SqliteCheckPhase implements CheckPhase {

    private final Connection connection;

    SqliteCheckPhase(Connection connection) throws SQLException {
        this.connection = connection;
        run("PRAGMA query_only = on");
    }

    @Override
    public String ask(String sql) throws SQLException {
        return CheckQuery.ask(connection, sql);
    }

    @Override
    public void close() throws SQLException {
        run("PRAGMA query_only = off");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
