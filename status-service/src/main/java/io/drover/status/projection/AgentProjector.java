package io.drover.status.projection;

import io.drover.contracts.AgentBeat;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the newest beat of every agent, and forgets those that have been silent for a day. */
@ApplicationScoped
class AgentProjector {
    private final Sql sql;

    AgentProjector(Sql sql) {
        this.sql = sql;
    }

    private record AgentRow(
            String id,
            String pool,
            String hostId,
            String version,
            int slots,
            int held,
            int waiting,
            boolean leaving,
            Instant startedAt,
            Instant beatAt) {}

    void project(List<AgentBeat> beats, Touched touched) {
        Map<String, AgentRow> newest = new LinkedHashMap<>();
        for (AgentBeat beat : beats) {
            AgentRow row = new AgentRow(
                    beat.agent(),
                    beat.pool(),
                    beat.hostId(),
                    beat.version(),
                    beat.slots(),
                    beat.runsHeld().size(),
                    beat.runsWaiting().size(),
                    beat.leaving(),
                    beat.startedAt(),
                    beat.at());
            newest.merge(row.id(), row, (a, b) -> b.beatAt().isBefore(a.beatAt()) ? a : b);
        }
        if (newest.isEmpty()) {
            return;
        }
        String rows = Json.rows(newest.values());
        if (tellsNews(rows)) {
            touched.agentsChanged();
        }
        sql.update("""
                INSERT INTO agent AS a
                SELECT x.* FROM jsonb_to_recordset(?::jsonb) AS x(
                    id text, pool text, host_id text, version text, slots int, held int, waiting int, leaving boolean,
                    started_at timestamptz, beat_at timestamptz)
                ON CONFLICT (id) DO UPDATE SET
                    pool = excluded.pool, host_id = excluded.host_id, version = excluded.version, slots = excluded.slots,
                    held = excluded.held, waiting = excluded.waiting, leaving = excluded.leaving,
                    started_at = excluded.started_at, beat_at = excluded.beat_at
                WHERE excluded.beat_at >= a.beat_at
                """, rows);
        if (sql.update("DELETE FROM agent WHERE beat_at < now() - interval '1 day'") > 0) {
            touched.agentsChanged();
        }
    }

    /** Most beats say what the one before said; an agent that was silent for long is back. */
    private boolean tellsNews(String rows) {
        return sql.first("""
                        SELECT EXISTS (SELECT 1 FROM jsonb_to_recordset(?::jsonb) AS x(
                            id text, pool text, host_id text, version text, slots int, held int, waiting int,
                            leaving boolean, started_at timestamptz, beat_at timestamptz)
                        LEFT JOIN agent a ON a.id = x.id
                        WHERE a.id IS NULL OR x.beat_at > a.beat_at AND (x.beat_at > a.beat_at + interval '15 seconds'
                            OR (x.pool, x.host_id, x.version, x.slots, x.held, x.waiting, x.leaving, x.started_at)
                                IS DISTINCT FROM (a.pool, a.host_id, a.version, a.slots, a.held, a.waiting, a.leaving,
                                    a.started_at))) AS news
                        """, row -> row.getBoolean("news"), rows).orElseThrow();
    }
}
