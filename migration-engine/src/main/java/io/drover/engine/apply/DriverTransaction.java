package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.SQLException;

/** Transactions as JDBC drivers of servers have them: while one is open, statements do not commit on their own. */
record DriverTransaction(Connection connection) {

    /** The server hears of it with the first statement. */
    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    /** It is still open when this fails. */
    void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Does nothing when none is open, or when it was lost with its connection. */
    void rollback() throws SQLException {
        if (!connection.isClosed() && !connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
