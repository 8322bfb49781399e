package io.drover.status.rebuild;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The schema {@code next}, in which views are filled while those in {@code views} are shown. One connection holds the lock
 * that says there is one rebuild, and exchanges the two: when it is lost, so is the rebuild. Not thread-safe.
 */
final class NextViews implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(NextViews.class);
    private static final String LIVE = "views";
    private static final String NEXT = "next";
    private static final String PREVIOUS = "previous";
    private static final String ONE_REBUILD = "hashtextextended('rebuild', 110448593954162)";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int TRIES = 6;

    private final Connection connection;
    private final Control control;
    private final Exchange exchange;

    private NextViews(Connection connection) {
        this.connection = connection;
        this.control = new Control(connection);
        this.exchange = new Exchange(control);
    }

    /** Another process rebuilds the same views. */
    static final class AnotherRebuild extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AnotherRebuild() {
            super("Another process rebuilds these views; let it come to its end, or end it");
        }
    }

    /**
     * Becomes the one that rebuilds.
     *
     * @throws AnotherRebuild when there is one
     */
    static NextViews claim(DataSource source) throws SQLException {
        NextViews claimed = new NextViews(source.getConnection());
        if (!claimed.control.is("SELECT pg_try_advisory_lock(" + ONE_REBUILD + ")")) {
            claimed.connection.close();
            throw new AnotherRebuild();
        }
        return claimed;
    }

    /** Removes what a rebuild that was killed has left. */
    void clear() throws SQLException {
        if (!control.is("SELECT to_regclass('" + LIVE + ".projected') IS NOT NULL")) {
            throw new IllegalStateException("There are no views yet: the service fills them when it is started");
        }
        for (String schema : List.of(PREVIOUS, NEXT)) {
            if (!drop(schema)) {
                throw new IllegalStateException("Somebody holds on to the schema " + schema + " of an earlier rebuild");
            }
        }
    }

    /**
     * Keeps the lock, also where a connection is cut that nobody uses.
     *
     * @throws SQLException when it is lost
     */
    void keep() throws SQLException {
        control.execute("SELECT 1");
    }

    /** How far the views are that are shown. */
    Map<TopicPartition, Long> shown() throws SQLException {
        return exchange.shown();
    }

    /** What the server does by itself within minutes: the first pages shall not be slow. */
    void tidy() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'next'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        for (String table : tables) {
            control.execute("VACUUM (ANALYZE) " + table);
        }
    }

    /**
     * Puts the next views in the place of those that are shown, while no replica writes. False when they are not far enough.
     */
    boolean exchange(Exchange.Reached reached) throws SQLException, InterruptedException {
        return exchange.make(reached);
    }

    /** Removes the views that were shown before, unless somebody still reads them: then the next rebuild does. */
    void forgetPrevious() throws SQLException {
        if (!drop(PREVIOUS)) {
            LOG.warn("Somebody still reads the views from before: the next rebuild removes the schema previous");
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (connection.isValid(1)) {
                control.is("SELECT pg_advisory_unlock(" + ONE_REBUILD + ")");
            }
        }
    }

    private boolean drop(String schema) throws SQLException {
        control.execute("SET lock_timeout = '10s'");
        try {
            for (int tries = 1; tries <= TRIES; tries++) {
                try {
                    control.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
                    return true;
                } catch (SQLException e) {
                    if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                        throw e;
                    }
                    LOG.infof("The schema %s is not dropped yet: %s", schema, e.getMessage());
                }
            }
            return false;
        } finally {
            control.execute("RESET lock_timeout");
        }
    }
}
