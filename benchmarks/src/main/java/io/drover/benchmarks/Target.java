package io.drover.benchmarks;

import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** One database that either side may have for itself. */
interface Target {

    TargetUrl url();

    /** A new connection, as bare as the driver makes it. */
    Connection connect() throws SQLException;

    /** Takes a lock that another process would respect; what is given back releases it. */
    AutoCloseable lock(Connection connection) throws SQLException, IOException;

    /** Where bare JDBC keeps its revisions, made when it is not there. */
    String revisionsTable(Connection connection) throws SQLException;

    void begin(Connection connection) throws SQLException;

    void commit(Connection connection) throws SQLException;

    /** Makes it a new tenant's again. */
    void empty() throws SQLException, IOException;
}
