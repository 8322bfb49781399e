package io.drover.status.query;

import com.fasterxml.jackson.core.type.TypeReference;
import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunState;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the runs of a deployment. One that was not planned yet, as far as is heard, has no place and is not shown. A
 * reconciled run shows what the attempt that did its work said.
 */
@ApplicationScoped
class RunReader {
    private static final Set<RunState> WITH_LOG =
            Set.of(RunState.SUCCEEDED, RunState.NO_ACTION, RunState.FAILED, RunState.UNREACHABLE);

    private static final Set<RunState> WITH_ERROR = Set.of(RunState.FAILED, RunState.UNREACHABLE);

    private static final String QUERY = """
            SELECT r.*, r.target_name AS name, coalesce(a.agent, found.agent) AS finished_by,
                coalesce(a.from_version, found.from_version) AS from_version,
                coalesce(a.to_version, CASE WHEN NOT a.by_agent THEN found.current_version END) AS to_version,
                coalesce(a.current_version, found.current_version) AS current_version,
                a.error, a.started_at, a.finished_at%s
            FROM run r LEFT JOIN attempt a ON a.run = r.id AND a.attempt = coalesce(
                CASE WHEN r.reason = 'reconciled' THEN (SELECT max(done.attempt) FROM attempt done
                    WHERE done.run = r.id AND done.state = 'SUCCEEDED' AND jsonb_array_length(done.files) > 0) END,
                r.attempt)
            LEFT JOIN inspection found ON found.run = r.id AND found.attempt = coalesce(a.attempt, r.attempt)
            """;

    private final Sql sql;
    private final TargetLookup targets;

    RunReader(Sql sql, TargetLookup targets) {
        this.sql = sql;
        this.targets = targets;
    }

    /** A run with what it executed. */
    record Executed(
            long target,
            DeploymentView.RunView view,
            String agent,
            String directory,
            String digest,
            String current,
            List<RunFinished.AppliedFile> files) {}

    /** Runs of a deployment; {@code search} is part of the target's name in any case, and may be null, as all the rest. */
    record Choice(long deployment, List<RunState> states, String search, String fingerprint, List<Long> after) {}

    List<DeploymentView.RunView> page(Choice choice, int rows) {
        Where where = chosen(choice);
        return sql.list(pageQuery(where, rows), RunReader::view, where.values());
    }

    static Where chosen(Choice choice) {
        List<Long> after = choice.after();
        Where where = planned(choice.deployment())
                .andIn(choice.states(), "r.state")
                .andIf(choice.search(), "strpos(lower(r.target_name), lower(?)) > 0")
                .andIf(choice.fingerprint(), "r.fingerprint = ?");
        if (!choice.states().isEmpty() && WITH_ERROR.containsAll(choice.states())) {
            where.and("r.failed"); // of these there is an index
        }
        return after == null
                ? where
                : where.and("(r.position, r.id) > (?, ?)", after.get(0).intValue(), after.get(1));
    }

    static String pageQuery(Where where, int rows) {
        return QUERY.formatted("") + where + "ORDER BY r.position, r.id LIMIT " + rows;
    }

    /**
     * The run of the target that had that name when it was planned, or has it now, or has it with an ending.
     *
     * @throws Problem {@code not-found} when the name fits several
     */
    Optional<Executed> find(long deployment, String target) {
        if (!TargetLookup.isName(target)) {
            return Optional.empty();
        }
        Where planned = planned(deployment).and("r.target_name = ?", target);
        Optional<Executed> exact = sql.list(executed(planned), RunReader::executed, planned.values()).stream()
                .findFirst();
        return exact.isPresent() ? exact : findByTarget(deployment, target);
    }

    private Optional<Executed> findByTarget(long deployment, String name) {
        Map<Long, String> names = targets.named(name);
        Where where = planned(deployment)
                .and("r.target = ANY (?)", (Object) names.keySet().toArray(Long[]::new));
        List<Executed> found = sql.list(executed(where), RunReader::executed, where.values());
        List<Executed> exact = found.stream()
                .filter(run -> names.get(run.target()).equals(name))
                .toList();
        List<Executed> fitting = exact.isEmpty() ? found : exact;
        if (fitting.size() > 1) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "Deployment " + deployment + " has no target " + name + "; "
                            + TargetLookup.severalFit(fitting.stream()
                                    .map(run -> run.view().target())
                                    .toList()));
        }
        return fitting.stream().findFirst();
    }

    static Where planned(long deployment) {
        return new Where("r.position IS NOT NULL").and("r.deployment = ?", deployment);
    }

    static String executed(Where where) {
        return QUERY.formatted(", coalesce(nullif(a.files, '[]'), found.files) AS files") + where
                + "ORDER BY r.position, r.id LIMIT 11";
    }

    private static Executed executed(ResultSet row) throws SQLException {
        return new Executed(
                row.getLong("target"),
                view(row),
                row.getString("finished_by") == null ? row.getString("agent") : row.getString("finished_by"),
                row.getString("directory"),
                row.getString("digest"),
                row.getString("current_version"),
                files(row));
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
