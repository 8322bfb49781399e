package io.drover.status.query;

import com.fasterxml.jackson.core.type.TypeReference;
import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunState;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the runs of a deployment. One that was not planned yet, as far as is heard, has no place and is not shown. */
@ApplicationScoped
class RunReader {
    private static final Set<RunState> WITH_LOG =
            Set.of(RunState.SUCCEEDED, RunState.NO_ACTION, RunState.FAILED, RunState.UNREACHABLE);

    private static final String QUERY = """
            SELECT r.*, r.target_name AS name, a.agent AS finished_by, a.from_version, a.to_version, a.current_version,
                a.error, a.started_at, a.finished_at%s
            FROM run r LEFT JOIN attempt a ON a.run = r.id AND a.attempt = r.attempt
            """;

    private final Sql sql;

    RunReader(Sql sql) {
        this.sql = sql;
    }

    /** A run with what it executed. */
    record Executed(
            DeploymentView.RunView view,
            String agent,
            String directory,
            String digest,
            String current,
            List<RunFinished.AppliedFile> files) {}

    List<DeploymentView.RunView> page(long deployment, List<RunState> states, List<Long> after, int rows) {
        Where where = new Where("r.position IS NOT NULL").and("r.deployment = ?", deployment);
        where.andIn(states, "r.state");
        if (after != null) {
            where.and("(r.position, r.id) > (?, ?)", after.get(0).intValue(), after.get(1));
        }
        return sql.list(
                QUERY.formatted("") + where + "ORDER BY r.position, r.id LIMIT " + rows,
                RunReader::view,
                where.values());
    }

    /** The run of the target with that name, or with that name and an ending. */
    Optional<Executed> find(long deployment, String target) {
        return sql.first(
                QUERY.formatted(", a.files") + """
                         WHERE r.deployment = ? AND r.position IS NOT NULL
                           AND (r.target_name = ? OR regexp_replace(r.target_name, '\\.[^.]*$', '') = ?
                                OR EXISTS (SELECT 1 FROM target t WHERE t.id = r.target AND t.name = ?))
                         ORDER BY r.target_name = ? DESC, r.position LIMIT 1
                        """,
                row -> new Executed(
                        view(row),
                        row.getString("finished_by") == null ? row.getString("agent") : row.getString("finished_by"),
                        row.getString("directory"),
                        row.getString("digest"),
                        row.getString("current_version"),
                        files(row)),
                deployment,
                target,
                target,
                target,
                target);
    }

    private static List<RunFinished.AppliedFile> files(ResultSet row) throws SQLException {
        List<RunFinished.AppliedFile> files =
                Json.read(row.getString("files"), new TypeReference<List<RunFinished.AppliedFile>>() {});
        return files == null ? List.of() : files;
    }

    private static DeploymentView.RunView view(ResultSet row) throws SQLException {
        RunState state = RunState.valueOf(row.getString("state"));
        Instant began = state == RunState.RUNNING ? Sql.instant(row, "live_at") : Sql.instant(row, "started_at");
        return new DeploymentView.RunView(
                row.getString("name"),
                row.getLong("id"),
                row.getInt("position"),
                row.getString("wave"),
                state,
                row.getString("reason"),
                row.getInt("attempt"),
                row.getString("from_version"),
                row.getString("to_version"),
                Json.read(row.getString("error"), new TypeReference<RunError>() {}),
                began,
                Sql.instant(row, "finished_at"),
                WITH_LOG.contains(state));
    }
}
