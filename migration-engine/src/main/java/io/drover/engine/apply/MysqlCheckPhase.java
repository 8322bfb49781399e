package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * MySQL refuses to write in a transaction that is read-only. One that is open already cannot become it: then what the checks
 * write is taken back to a savepoint, and a check that commits would be a fault of the file.
 */
final class MysqlCheckPhase implements CheckPhase {

    private static final String SAVEPOINT = "drover_checks";

    private final Connection connection;
    private final boolean inTransaction;

    MysqlCheckPhase(Connection connection) throws SQLException {
        this.connection = connection;
        this.inTransaction = !connection.getAutoCommit();
        run(inTransaction ? "SAVEPOINT " + SAVEPOINT : "START TRANSACTION READ ONLY");
    }

    @Override
    public String ask(String sql) throws SQLException {
        return CheckQuery.ask(connection, sql);
    }

    @Override
    public void close() throws SQLException {
        run(inTransaction ? "ROLLBACK TO SAVEPOINT " + SAVEPOINT : "ROLLBACK");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
