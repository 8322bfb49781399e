package io.drover.status.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunRef;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what a target said when it was asked for knowledge of its database. What becomes of a lost run is not decided
 * here: the orchestrator tells that itself. Only one that could look counts: DONE or OPEN.
 */
@ApplicationScoped
class InspectionProjector {
    private final Sql sql;
    private final Knowledge knowledge;
    private final RevisionProjector revisions;

    InspectionProjector(Sql sql, Knowledge knowledge, RevisionProjector revisions) {
        this.sql = sql;
        this.knowledge = knowledge;
        this.revisions = revisions;
    }

    private record Row(
            long run,
            int attempt,
            long deployment,
            long target,
            String directory,
            long runSeq,
            String agent,
            String fromVersion,
            String currentVersion,
            JsonNode files,
            Instant at) {}

    void project(List<RunInspected> events, Touched touched) {
        List<RunInspected> looked = events.stream()
                .filter(event -> event.directory() != null)
                .filter(event -> event.finding() == Finding.DONE || event.finding() == Finding.OPEN)
                .toList();
        List<Fact> facts = new ArrayList<>();
        List<Seen> seen = new ArrayList<>();
        List<Knowledge.Inspected> inspected = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (RunInspected event : looked) {
            RunRef ref = event.ref();
            boolean sound = event.error() == null;
            boolean complete = event.nothingPending() && sound;
            if (event.digest() != null && complete == event.nothingPending()) {
                facts.add(new Fact(
                        ref.target(), event.directory(), event.digest(), ref.runSeq(), ref.attempt(), complete));
            }
            if (sound || event.current() != null) {
                seen.add(new Seen(ref.target(), event.directory(), ref.runSeq(), ref.attempt(), event.current()));
            }
            inspected.add(
                    new Knowledge.Inspected(ref.target(), event.directory(), ref.runSeq(), ref.attempt(), event.at()));
            if (ref.run() != RunRef.NO_RUN && !event.files().isEmpty()) {
                rows.add(row(event));
            }
        }
        knowledge.add(facts, touched);
        knowledge.see(seen, touched);
        knowledge.inspected(inspected, touched);
        keep(rows);
        revisions.found(looked);
    }

    private static Row row(RunInspected event) {
        RunRef ref = event.ref();
        return new Row(
                ref.run(),
                ref.attempt(),
                ref.deployment(),
                ref.target(),
                event.directory(),
                ref.runSeq(),
                event.agent(),
                event.from(),
                event.current(),
                Json.document(event.files()),
                event.at());
    }

    /** The newest of an attempt stays. */
    private void keep(List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        sql.update("""
                INSERT INTO inspection AS i
                SELECT DISTINCT ON (run, attempt) x.*
                FROM jsonb_to_recordset(?::jsonb) AS x(run bigint, attempt int, deployment bigint, target bigint,
                    directory text, run_seq bigint, agent text, from_version text, current_version text, files jsonb,
                    at timestamptz)
                ORDER BY run, attempt, at DESC, files DESC
                ON CONFLICT (run, attempt) DO UPDATE SET
                    agent = excluded.agent, from_version = excluded.from_version,
                    current_version = excluded.current_version, files = excluded.files, at = excluded.at
                WHERE (excluded.at, excluded.files) > (i.at, i.files)
                """, Json.rows(rows));
    }
}
