package io.drover.status.rebuild;

import io.drover.status.Json;
import io.drover.status.projection.Change;
import io.drover.status.projection.WriterLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The moment at which the next views take the place of those that are shown: one transaction that renames both schemas. It
 * needs no lock of a table, so no reader holds it up, nor does it hold up any; who asks a moment later is answered from the
 * new views. A kill before its commit leaves the old ones.
 */
final class Exchange {
    private final Control control;
    private final Connection connection;

    Exchange(Control control) {
        this.control = control;
        this.connection = control.connection();
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
     * Puts the next views in the place of those that are shown, while no replica writes. False when they are not far enough.
     */
    boolean make(Reached reached) throws SQLException, InterruptedException {
        connection.setAutoCommit(false);
        try {
            control.execute(WriterLock.ofViewsIn("views"));
            refuseToGoBack();
            Map<TopicPartition, Long> far = reached.atLeast(shown());
            if (far.isEmpty()) {
                return false;
            }
            takeOver(far);
            tellEverybody();
            control.execute("ALTER SCHEMA views RENAME TO previous");
            control.execute("ALTER SCHEMA next RENAME TO views");
            connection.commit();
            return true;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
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

    /** The service may have been started in a newer version meanwhile, and have given its tables another form. */
    private void refuseToGoBack() throws SQLException {
        String migrations = "(SELECT count(*) FROM %s.flyway_schema_history WHERE version IS NOT NULL AND success)";
        if (control.is("SELECT " + migrations.formatted("views") + " > " + migrations.formatted("next"))) {
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
        control.execute("DELETE FROM next.change");
        control.execute("SELECT setval('next.change_seq', greatest(nextval('next.change_seq'),"
                + " (SELECT coalesce(max(seq), 0) + 1 FROM views.change)))");
        try (PreparedStatement everything =
                connection.prepareStatement("INSERT INTO next.change (what) VALUES (?::jsonb)")) {
            everything.setString(1, Json.text(Change.EVERYTHING));
            everything.executeUpdate();
        }
        control.execute("SELECT pg_notify('drover_change', '')");
    }
}
