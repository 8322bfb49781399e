package io.drover.orchestrator.result;

import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import io.drover.orchestrator.sql.Database;
import io.drover.orchestrator.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads and writes the results of many runs at once. The caller holds the row of their deployment. */
@ApplicationScoped
class RunResultStore {
    private final Database database;

    RunResultStore(Database database) {
        this.database = database;
    }

    /** The runs as they are, locked in the order of their ids until the transaction ends. */
    Map<Long, RunRow> find(long deployment, Collection<Long> runs) {
        Map<Long, RunRow> found = new HashMap<>();
        database.query(
                """
                SELECT id, target_id, run_seq, attempt, state, reason, agent, from_version, to_version, error,
                    started_at, finished_at, not_before, returned_offset, done_before
                FROM run WHERE deployment_id = ? AND id = ANY (?) ORDER BY id FOR UPDATE""",
                row -> found.put(
                        row.getLong("id"),
                        new RunRow(
                                row.getLong("id"),
                                row.getLong("target_id"),
                                row.getLong("run_seq"),
                                row.getInt("attempt"),
                                RunState.valueOf(row.getString("state")),
                                row.getString("reason"),
                                row.getString("agent"),
                                row.getString("from_version"),
                                row.getString("to_version"),
                                Json.read(row.getString("error"), RunError.class),
                                Database.instant(row, "started_at"),
                                Database.instant(row, "finished_at"),
                                Database.instant(row, "not_before"),
                                row.getLong("returned_offset"),
                                row.getBoolean("done_before"))),
                deployment,
                runs.toArray(Long[]::new));
        return found;
    }

    /** Writes rows; fenced by run number and attempt, though the deployment's lock already keeps others out. */
    void write(List<RunRow> runs) {
        database.update(
                """
                UPDATE run r SET state = n.state, reason = n.reason, agent = n.agent, from_version = n.from_version,
                    to_version = n.to_version, error = n.error::jsonb, started_at = n.started_at,
                    finished_at = n.finished_at, not_before = n.not_before, returned_offset = n.returned_offset,
                    done_before = n.done_before
                FROM unnest(?::bigint[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::text[]::boolean[])
                AS n (id, run_seq, attempt, state, reason, agent, from_version, to_version,
                    error, started_at, finished_at, not_before, returned_offset, done_before)
                WHERE r.id = n.id AND r.run_seq = n.run_seq AND r.attempt = n.attempt""",
                longs(runs, RunRow::id),
                longs(runs, RunRow::runSeq),
                runs.stream().map(RunRow::attempt).toArray(Integer[]::new),
                texts(runs, run -> run.state().name()),
                texts(runs, RunRow::reason),
                texts(runs, RunRow::agent),
                texts(runs, RunRow::from),
                texts(runs, RunRow::to),
                texts(runs, run -> run.error() == null ? null : speakable(Json.write(run.error()))),
                times(runs, RunRow::startedAt),
                times(runs, RunRow::finishedAt),
                times(runs, RunRow::notBefore),
                longs(runs, RunRow::returnedOffset),
                texts(runs, run -> String.valueOf(run.doneBefore())));
    }

    /** The database cannot hold the character 0, in JSON no more than in texts. */
    private static String speakable(String json) {
        return json.replace("\\u0000", "\\uFFFD");
    }

    private static Long[] longs(List<RunRow> runs, Function<RunRow, Long> field) {
        return runs.stream().map(field).toArray(Long[]::new);
    }

    private static String[] texts(List<RunRow> runs, Function<RunRow, String> field) {
        return runs.stream()
                .map(field)
                .map(text -> text == null ? null : text.replace('\0', '\uFFFD'))
                .toArray(String[]::new);
    }

    private static Instant[] times(List<RunRow> runs, Function<RunRow, Instant> field) {
        return runs.stream().map(field).toArray(Instant[]::new);
    }
}
