package io.drover.status.projection;

import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells those who watch the views, in every replica, what a transaction changed: a row in the transaction itself and a
 * notification that PostgreSQL sends when it commits. There is one writer at a time, so the order of the ids is that of
 * the commits. Old rows go.
 */
@ApplicationScoped
class ChangeProjector {
    static final int KEPT = 2_000;
    private static final int TRIM_EVERY = 50;

    private final Sql sql;

    ChangeProjector(Sql sql) {
        this.sql = sql;
    }

    void write(Touched touched) {
        Map<Long, String> owners = new HashMap<>();
        if (!touched.deployments().isEmpty()) {
            sql.list(
                    "SELECT id, directory FROM deployment WHERE id = ANY (?)",
                    row -> owners.put(row.getLong("id"), row.getString("directory")),
                    (Object) touched.deployments().toArray(Long[]::new));
        }
        Change change = touched.change(owners);
        if (change.isNothing()) {
            return;
        }
        long seq = sql.first("""
                        WITH written AS (INSERT INTO change (what) VALUES (?::jsonb) RETURNING seq)
                        SELECT seq, pg_notify('drover_change', '') FROM written
                        """, row -> row.getLong("seq"), Json.text(change)).orElseThrow();
        if (seq % TRIM_EVERY == 0) {
            sql.update("DELETE FROM change WHERE seq <= ?", seq - KEPT);
        }
    }
}
