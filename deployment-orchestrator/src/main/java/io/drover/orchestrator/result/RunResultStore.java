package io.drover.orchestrator.result;

import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import io.drover.orchestrator.sql.Database;
import io.drover.orchestrator.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
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
        database.query("""
                SELECT id, target_id, run_seq, attempt, state, reason, agent, from_version, to_version, error,
                    started_at, finished_at, returned_offset, done_before, epoch, lost, lost_at, inspect_at, inspections
                FROM run WHERE deployment_id = ? AND id = ANY (?) ORDER BY id FOR UPDATE""", row -> found.put(row.getLong("id"), read(row)), deployment, runs.toArray(Long[]::new));
        return found;
    }

    private static RunRow read(ResultSet row) throws SQLException {
        return new RunRow(
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
                row.getLong("returned_offset"),
                row.getBoolean("done_before"),
                row.getLong("epoch"),
                row.getInt("lost"),
                Database.instant(row, "lost_at"),
                Database.instant(row, "inspect_at"),
                row.getInt("inspections"));
    }

    /**
     * Writes rows; fenced by run number, though the deployment's lock already keeps others out. One that is under way from
     * now on has given a sign of life.
     */
    void write(List<RunRow> runs) {
        database.update(
                """
                UPDATE run r SET attempt = n.attempt, state = n.state, reason = n.reason, agent = n.agent,
                    from_version = n.from_version, to_version = n.to_version, error = n.error::jsonb,
                    started_at = n.started_at, finished_at = n.finished_at, returned_offset = n.returned_offset,
                    done_before = n.done_before, lost = n.lost, lost_at = n.lost_at, inspect_at = n.inspect_at,
                    inspections = n.inspections,
                    sign_at = CASE WHEN n.state = 'RUNNING' THEN (SELECT heard_at FROM listening) ELSE r.sign_at END
                FROM unnest(?::bigint[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::text[]::boolean[], ?::int[],
                    ?::timestamptz[], ?::timestamptz[], ?::int[])
                AS n (id, run_seq, attempt, state, reason, agent, from_version, to_version,
                    error, started_at, finished_at, returned_offset, done_before, lost, lost_at, inspect_at, inspections)
                WHERE r.id = n.id AND r.run_seq = n.run_seq""",
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
                longs(runs, RunRow::returnedOffset),
                texts(runs, run -> String.valueOf(run.doneBefore())),
                runs.stream().map(RunRow::lost).toArray(Integer[]::new),
                times(runs, RunRow::lostAt),
                times(runs, RunRow::inspectAt),
                runs.stream().map(RunRow::inspections).toArray(Integer[]::new));
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
