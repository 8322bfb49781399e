package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * PostgreSQL refuses to write in a transaction that is read-only. Inside of the file's own transaction a savepoint makes
 * one of it for a while: going back to the savepoint lets it write again.
 */
final class PostgresCheckPhase implements CheckPhase {

    private static final String SAVEPOINT = "drover_checks";

    private final Connection connection;
    private final boolean inTransaction;

    PostgresCheckPhase(Connection connection) throws SQLException {
        this.connection = connection;
        this.inTransaction = !connection.getAutoCommit();
        if (inTransaction) {
            run("SAVEPOINT " + SAVEPOINT);
        } else {
            connection.setAutoCommit(false);
        }
        run("SET TRANSACTION READ ONLY");
    }

    @Override
    public String ask(String sql) throws SQLException {
        return CheckQuery.ask(connection, sql);
    }

    @Override
    public void close() throws SQLException {
        if (inTransaction) {
            run("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            run("RELEASE SAVEPOINT " + SAVEPOINT);
        } else {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
