package io.drover.status.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.contracts.TargetChanged;
import io.drover.contracts.TargetEvent;
import io.drover.contracts.TargetFacts;
import io.drover.contracts.TargetRegistered;
import io.drover.contracts.TargetRemoved;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what is known of targets. A removed one stays as a tombstone: its history can be read, nothing revives it. */
@ApplicationScoped
class TargetProjector {
    private static final String REMOVED = "REMOVED";

    private final Sql sql;

    TargetProjector(Sql sql) {
        this.sql = sql;
    }

    private record TargetRow(
            long id,
            long aggregateSequence,
            String name,
            String url,
            String kind,
            String server,
            JsonNode labels,
            String pool,
            String directory,
            String hostId,
            String lifecycle,
            Instant changedAt,
            String duplicateOf) {}

    void project(List<TargetEvent> events, Touched touched) {
        if (events.isEmpty()) {
            return;
        }
        Map<Long, TargetRow> newest = new LinkedHashMap<>();
        for (TargetEvent event : events) {
            TargetRow row = rowOf(event);
            newest.merge(row.id(), row, TargetProjector::newer);
            touched.add(row.id(), row.directory());
        }
        sql.update("""
                INSERT INTO target AS t
                SELECT x.* FROM jsonb_to_recordset(?::jsonb) AS x(
                    id bigint, aggregate_sequence bigint, name text, url text, kind text, server text, labels jsonb,
                    pool text, directory text, host_id text, lifecycle text, changed_at timestamptz, duplicate_of text)
                ON CONFLICT (id) DO UPDATE SET
                    aggregate_sequence = excluded.aggregate_sequence,
                    name = excluded.name,
                    url = CASE WHEN excluded.url IS NULL THEN t.url ELSE excluded.url END,
                    kind = CASE WHEN excluded.url IS NULL THEN t.kind ELSE excluded.kind END,
                    server = CASE WHEN excluded.url IS NULL THEN t.server ELSE excluded.server END,
                    labels = CASE WHEN excluded.url IS NULL THEN t.labels ELSE excluded.labels END,
                    pool = CASE WHEN excluded.url IS NULL THEN t.pool ELSE excluded.pool END,
                    directory = CASE WHEN excluded.url IS NULL THEN t.directory ELSE excluded.directory END,
                    host_id = CASE WHEN excluded.url IS NULL THEN t.host_id ELSE excluded.host_id END,
                    lifecycle = excluded.lifecycle,
                    changed_at = excluded.changed_at,
                    duplicate_of = excluded.duplicate_of
                WHERE excluded.aggregate_sequence > t.aggregate_sequence
                """, Json.rows(newest.values()));
        sql.list(
                "SELECT target, directory FROM database WHERE target = ANY (?)",
                row -> {
                    touched.add(row.getLong("target"), row.getString("directory"));
                    return null;
                },
                (Object) newest.keySet().toArray(Long[]::new));
    }

    /** The newer of two; a removal tells only the name, the rest stays what it was. */
    private static TargetRow newer(TargetRow a, TargetRow b) {
        TargetRow newer = b.aggregateSequence() > a.aggregateSequence() ? b : a;
        TargetRow older = newer.equals(b) ? a : b;
        return newer.url() != null
                ? newer
                : new TargetRow(
                        newer.id(),
                        newer.aggregateSequence(),
                        newer.name(),
                        older.url(),
                        older.kind(),
                        older.server(),
                        older.labels(),
                        older.pool(),
                        older.directory(),
                        older.hostId(),
                        newer.lifecycle(),
                        newer.changedAt(),
                        newer.duplicateOf());
    }

    private static TargetRow rowOf(TargetEvent event) {
        if (event instanceof TargetRegistered registered) {
            return rowOf(event, registered.facts(), registered.at());
        }
        if (event instanceof TargetChanged changed) {
            return rowOf(event, changed.facts(), changed.at());
        }
        TargetRemoved removed = (TargetRemoved) event;
        TargetFacts nameOnly =
                new TargetFacts(removed.name(), null, null, null, Map.of(), null, null, null, REMOVED, null);
        return rowOf(event, nameOnly, removed.at());
    }

    private static TargetRow rowOf(TargetEvent event, TargetFacts facts, Instant at) {
        return new TargetRow(
                event.target(),
                event.aggregateSequence(),
                facts.name(),
                facts.url(),
                facts.kind(),
                facts.server(),
                Json.document(facts.labels()),
                facts.pool(),
                facts.directory(),
                facts.hostId(),
                facts.lifecycle(),
                at,
                facts.duplicateOf());
    }
}
