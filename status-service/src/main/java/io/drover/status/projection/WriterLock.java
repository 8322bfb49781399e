package io.drover.status.projection;

/**
 * The turn to write views, held until the transaction ends: one writer at a time over all replicas. Views in another schema
 * have another one.
 */
public final class WriterLock {
    /** A query that waits for the turn to write the views that this session sees. */
    static final String OF_THESE_VIEWS = "SELECT " + of("current_schema()");

    private WriterLock() {}

    /** A query that waits for the turn to write the views of a schema. */
    public static String ofViewsIn(String schema) {
        return "SELECT " + of("'" + schema + "'");
    }

    private static String of(String schema) {
        return "pg_advisory_xact_lock(hashtextextended(" + schema + ", 110448593954162))";
    }
}
