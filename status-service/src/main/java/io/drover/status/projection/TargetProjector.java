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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps what is known of targets. A removed one stays as a tombstone: its history can be read, nothing revives it. */
@ApplicationScoped
class TargetProjector {
    private static final String REMOVED = "REMOVED";

    /** What a removal does not tell and leaves as it was. */
    private static final String FACTS = """
            , url = excluded.url, kind = excluded.kind, server = excluded.server, labels = excluded.labels,
            pool = excluded.pool, directory = excluded.directory, host_id = excluded.host_id,
            duplicate_of = excluded.duplicate_of""";

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
        Map<Long, TargetRow> facts = new LinkedHashMap<>();
        Map<Long, TargetRow> removals = new LinkedHashMap<>();
        for (TargetEvent event : events) {
            TargetRow row = rowOf(event);
            Map<Long, TargetRow> rows = event instanceof TargetRemoved ? removals : facts;
            rows.merge(row.id(), row, (a, b) -> b.aggregateSequence() > a.aggregateSequence() ? b : a);
            touched.add(row.id(), row.directory());
        }
        if (write(facts.values(), FACTS) + write(removals.values(), "") > 0) {
            touched.databasesChanged();
        }
        Set<Long> targets = new HashSet<>(facts.keySet());
        targets.addAll(removals.keySet());
        sql.list(
                "SELECT target, directory FROM database WHERE target = ANY (?)",
                row -> {
                    touched.add(row.getLong("target"), row.getString("directory"));
                    return null;
                },
                (Object) targets.toArray(Long[]::new));
    }

    private int write(Collection<TargetRow> rows, String more) {
        if (rows.isEmpty()) {
            return 0;
        }
        return sql.update("""
                INSERT INTO target AS t
                SELECT x.* FROM jsonb_to_recordset(?::jsonb) AS x(
                    id bigint, aggregate_sequence bigint, name text, url text, kind text, server text, labels jsonb,
                    pool text, directory text, host_id text, lifecycle text, changed_at timestamptz, duplicate_of text)
                ON CONFLICT (id) DO UPDATE SET
                    aggregate_sequence = excluded.aggregate_sequence, name = excluded.name,
                    lifecycle = excluded.lifecycle, changed_at = excluded.changed_at""" + more + """

                WHERE excluded.aggregate_sequence > t.aggregate_sequence
                """, Json.rows(rows));
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
