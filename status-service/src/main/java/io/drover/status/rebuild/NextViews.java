package io.drover.status.rebuild;

import io.drover.status.Json;
import io.drover.status.projection.Change;
import io.drover.status.projection.WriterLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The schema {@code next}, in which views are filled while those in {@code views} are shown. One connection holds the lock
 * that says there is one rebuild, and exchanges the two: when it is lost, so is the rebuild. Not thread-safe.
 *
 * <p>The exchange is one transaction that renames both schemas. It needs no lock of a table, so no reader holds it up, nor
 * does it hold up any; who asks a moment later is answered from the new views.
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

    private NextViews(Connection connection) {
        this.connection = connection;
    }

    /** Another process rebuilds the same views. */
    static final class AnotherRebuild extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AnotherRebuild() {
            super("Another process rebuilds these views; let it come to its end, or end it");
        }
    }

    /** What is to be done while nobody else writes into the views that are shown. */
    @FunctionalInterface
    interface Reached {
        /**
         * Says up to where all partitions are in the next views; empty when that is less than asked for.
         *
         * @param shown how far the views are that are shown
         */
        Map<TopicPartition, Long> atLeast(Map<TopicPartition, Long> shown) throws InterruptedException;
    }

    /**
     * Becomes the one that rebuilds.
     *
     * @throws AnotherRebuild when there is one
     */
    static NextViews claim(DataSource source) throws SQLException {
        NextViews claimed = new NextViews(source.getConnection());
        if (!claimed.is("SELECT pg_try_advisory_lock(" + ONE_REBUILD + ")")) {
            claimed.connection.close();
            throw new AnotherRebuild();
        }
        return claimed;
    }

    /** Removes what a rebuild that was killed has left. */
    void clear() throws SQLException {
        if (!is("SELECT to_regclass('" + LIVE + ".projected') IS NOT NULL")) {
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
        execute("SELECT 1");
    }

    /** How far the views are that are shown. */
    Map<TopicPartition, Long> shown() throws SQLException {
        Map<TopicPartition, Long> shown = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT topic, partition, next_offset FROM views.projected")) {
            while (rows.next()) {
                shown.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return shown;
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
            execute("VACUUM (ANALYZE) " + table);
        }
    }

    /**
     * Puts the next views in the place of those that are shown, while no replica writes. False when they are not far enough.
     */
    boolean exchange(Reached reached) throws SQLException, InterruptedException {
        connection.setAutoCommit(false);
        try {
            execute(WriterLock.ofViewsIn(LIVE));
            refuseToGoBack();
            Map<TopicPartition, Long> far = reached.atLeast(shown());
            if (far.isEmpty()) {
                return false;
            }
            takeOver(far);
            tellEverybody();
            execute("ALTER SCHEMA views RENAME TO previous");
            execute("ALTER SCHEMA next RENAME TO views");
            connection.commit();
            return true;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
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
                is("SELECT pg_advisory_unlock(" + ONE_REBUILD + ")");
            }
        }
    }

    /** The service may have been started in a newer version meanwhile, and have given its tables another form. */
    private void refuseToGoBack() throws SQLException {
        String migrations = "(SELECT count(*) FROM %s.flyway_schema_history WHERE version IS NOT NULL AND success)";
        if (is("SELECT " + migrations.formatted(LIVE) + " > " + migrations.formatted(NEXT))) {
            throw new IllegalStateException("The views that are shown are those of a newer version than this one");
        }
    }

    /** What lies between the last record of a partition and its end is nothing; replicas shall not take it for a step back. */
    private void takeOver(Map<TopicPartition, Long> far) throws SQLException {
        try (PreparedStatement offset = connection.prepareStatement("""
                INSERT INTO next.projected AS n
                SELECT * FROM views.projected v WHERE v.topic = ? AND v.partition = ? AND v.next_offset <= ?
                ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset
                WHERE excluded.next_offset > n.next_offset
                """)) {
            for (Map.Entry<TopicPartition, Long> partition : far.entrySet()) {
                offset.setString(1, partition.getKey().topic());
                offset.setInt(2, partition.getKey().partition());
                offset.setLong(3, partition.getValue());
                offset.addBatch();
            }
            offset.executeBatch();
        }
    }

    /** Those who watch load everything anew. Ids go on from those that they know. */
    private void tellEverybody() throws SQLException {
        execute("DELETE FROM next.change");
        execute("SELECT setval('next.change_seq', greatest(nextval('next.change_seq'),"
                + " (SELECT coalesce(max(seq), 0) + 1 FROM views.change)))");
        try (PreparedStatement everything =
                connection.prepareStatement("INSERT INTO next.change (what) VALUES (?::jsonb)")) {
            everything.setString(1, Json.text(Change.EVERYTHING));
            everything.executeUpdate();
        }
        execute("SELECT pg_notify('drover_change', '')");
    }

    private boolean drop(String schema) throws SQLException {
        execute("SET lock_timeout = '10s'");
        try {
            for (int tries = 1; tries <= TRIES; tries++) {
                try {
                    execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
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
            execute("RESET lock_timeout");
        }
    }

    private boolean is(String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void execute(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
