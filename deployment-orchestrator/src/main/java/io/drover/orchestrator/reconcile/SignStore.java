package io.drover.orchestrator.reconcile;

import io.drover.orchestrator.reconcile.Hearing.HeardAgent;
import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Signs of life in the tables: agents, runs, and how far the agents' topic is read. */
@ApplicationScoped
class SignStore {
    private final Database database;

    SignStore(Database database) {
        this.database = database;
    }

    /** Where hearing stands; locked until the transaction ends, so that replicas take turns. */
    Hearing lock() {
        return database.query(
                        "SELECT heard_at, since FROM listening FOR UPDATE",
                        row -> new Hearing(Database.instant(row, "heard_at"), Database.instant(row, "since")))
                .get(0);
    }

    void write(Hearing hearing) {
        database.update("UPDATE listening SET heard_at = ?, since = ?", hearing.heardAt(), hearing.since());
        writeAgents(hearing.agents());
        Map<Long, Instant> signs = new TreeMap<>(hearing.runs());
        if (!signs.isEmpty()) {
            database.update(
                    """
                    WITH named AS (
                        SELECT r.id, s.at FROM run r
                        JOIN unnest(?::bigint[], ?::timestamptz[]) AS s (id, at) ON s.id = r.id
                        WHERE r.state IN ('QUEUED', 'RUNNING', 'UNKNOWN')
                          AND (r.sign_at IS NULL OR r.sign_at < s.at - interval '2 seconds')
                        ORDER BY r.id FOR UPDATE OF r SKIP LOCKED)
                    UPDATE run r SET sign_at = n.at FROM named n WHERE r.id = n.id""", signs.keySet().toArray(Long[]::new), signs.values().toArray(Instant[]::new));
        }
    }

    private void writeAgents(List<HeardAgent> agents) {
        if (agents.isEmpty()) {
            return;
        }
        database.update(
                """
                INSERT INTO agent AS a (id, pool, free, leaving, beat_at)
                SELECT * FROM unnest(?::text[], ?::text[], ?::int[], ?::text[]::boolean[], ?::timestamptz[])
                ON CONFLICT (id) DO UPDATE SET pool = excluded.pool, free = excluded.free, leaving = excluded.leaving,
                    beat_at = excluded.beat_at
                WHERE excluded.beat_at >= a.beat_at""",
                agents.stream().map(heard -> heard.beat().agent()).toArray(String[]::new),
                agents.stream().map(heard -> heard.beat().pool()).toArray(String[]::new),
                agents.stream().map(heard -> heard.beat().free()).toArray(Integer[]::new),
                agents.stream()
                        .map(heard -> String.valueOf(heard.beat().leaving()))
                        .toArray(String[]::new),
                agents.stream().map(HeardAgent::at).toArray(Instant[]::new));
        database.update("DELETE FROM agent WHERE beat_at < (SELECT heard_at FROM listening) - interval '1 day'");
    }

    /** Those of some runs that are taken for lost, by deployment. */
    Map<Long, List<Long>> lostAmong(Collection<Long> runs) {
        return byDeployment(
                "SELECT deployment_id, id FROM run WHERE id = ANY (?) AND state = 'UNKNOWN' ORDER BY id",
                (Object) runs.toArray(Long[]::new));
    }

    /** Runs under way for which nobody has vouched longer than their deployment wants to wait, by deployment. */
    @Transactional
    Map<Long, List<Long>> silent(int limit) {
        return byDeployment("""
                SELECT r.deployment_id, r.id FROM run r JOIN deployment d ON d.id = r.deployment_id, listening l
                WHERE r.state = 'RUNNING'
                  AND l.heard_at - greatest(r.sign_at, l.since) > make_interval(secs => d.lost_after_ms / 1000.0)
                ORDER BY r.id LIMIT ?""", limit);
    }

    private Map<Long, List<Long>> byDeployment(String sql, Object... parameters) {
        Map<Long, List<Long>> found = new TreeMap<>();
        database.query(
                sql,
                row -> found.computeIfAbsent(row.getLong("deployment_id"), id -> new ArrayList<>())
                        .add(row.getLong("id")),
                parameters);
        return found;
    }
}
