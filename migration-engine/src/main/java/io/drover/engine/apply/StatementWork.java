package io.drover.engine.apply;

import java.sql.SQLException;

/** A statement being executed, under somebody's watch. */
interface StatementWork {
    void run() throws SQLException;
}
