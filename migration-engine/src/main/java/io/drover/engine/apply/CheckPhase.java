package io.drover.engine.apply;

import java.sql.SQLException;

/**
 * The time in which the checks of a file ask the database, on the connection that will execute the file. Where the
 * database can forbid it, nothing can be written until this is closed; nothing that is asked leaves a trace.
 */
interface CheckPhase extends AutoCloseable {

    /** Asks; null when the answer is true, else how the sentence about it ends: {@code returned false}. */
    String ask(String sql) throws SQLException;

    @Override
    void close() throws SQLException;
}
