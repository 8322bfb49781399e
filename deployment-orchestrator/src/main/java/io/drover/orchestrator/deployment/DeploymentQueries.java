package io.drover.orchestrator.deployment;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import io.drover.kit.page.Page;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.orchestrator.rollout.Deployment;
import io.drover.orchestrator.rollout.Wave;
import io.drover.orchestrator.sql.Database;
import io.drover.orchestrator.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Looks at deployments and their runs; changes nothing. */
@ApplicationScoped
class DeploymentQueries {
    private static final String RUNS = """
            SELECT r.id, t.name, w.name AS wave, r.position, r.state, r.reason, r.attempt, r.run_seq, r.from_version,
                r.to_version, r.error, r.agent, r.started_at, r.finished_at,
                CASE WHEN r.state <> 'PENDING' THEN NULL
                     WHEN EXISTS (SELECT 1 FROM run e WHERE e.target_id = r.target_id
                        AND e.deployment_id < r.deployment_id
                        AND e.state IN ('PENDING', 'QUEUED', 'RUNNING', 'UNKNOWN')) THEN 'deployment'
                     WHEN d.state = 'RUNNING' THEN 'slot' END AS waiting_for
            FROM run r JOIN target t ON t.id = r.target_id JOIN deployment d ON d.id = r.deployment_id
            JOIN wave w ON w.deployment_id = r.deployment_id AND w.position = r.wave
            WHERE r.deployment_id = ? AND r.position > ? AND r.state = ANY (?)
            ORDER BY r.position LIMIT ?""";

    private final Database database;

    DeploymentQueries(Database database) {
        this.database = database;
    }

    @Transactional
    DeploymentView get(long id, LongFunction<String> link) {
        Deployment deployment = Deployment.findById(id);
        if (deployment == null) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no deployment %d.", id);
        }
        return views(List.of(deployment), link).get(0);
    }

    /** The newest first. */
    @Transactional
    Page<DeploymentView> list(
            Collection<DeploymentState> states,
            String directory,
            String env,
            long before,
            int limit,
            LongFunction<String> link) {
        StringBuilder query = new StringBuilder("id < :before");
        Map<String, Object> parameters = new HashMap<>(Map.of("before", before));
        if (!states.isEmpty()) {
            query.append(" and state in :states");
            parameters.put("states", states);
        }
        if (directory != null) {
            query.append(" and directory = :directory");
            parameters.put("directory", directory);
        }
        if (env != null) {
            query.append(" and env = :env");
            parameters.put("env", env);
        }
        List<Deployment> rows = Deployment.<Deployment>find(query + " order by id desc", parameters)
                .range(0, limit)
                .list();
        return Page.of(views(rows, link), limit, view -> List.of(String.valueOf(view.id())));
    }

    private static List<DeploymentView> views(List<Deployment> rows, LongFunction<String> link) {
        List<Long> ids = rows.stream().map(row -> row.id).toList();
        Map<Long, List<Wave>> waves =
                Wave.<Wave>list("deploymentId in ?1 order by deploymentId, position", ids).stream()
                        .collect(Collectors.groupingBy(wave -> wave.deploymentId));
        Instant now = Instant.now();
        return rows.stream()
                .map(row -> DeploymentView.of(row, waves.getOrDefault(row.id, List.of()), link.apply(row.id), now))
                .toList();
    }

    /** The runs in the order in which their targets were named. */
    @Transactional
    Page<RunView> runs(long deployment, Collection<RunState> states, int after, int limit) {
        if (Deployment.findById(deployment) == null) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no deployment %d.", deployment);
        }
        Collection<RunState> wanted = states.isEmpty() ? List.of(RunState.values()) : states;
        List<RunView> rows = new ArrayList<>(database.query(
                RUNS,
                row -> new RunView(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("wave"),
                        row.getInt("position"),
                        RunState.valueOf(row.getString("state")),
                        row.getString("reason"),
                        row.getInt("attempt"),
                        row.getLong("run_seq"),
                        row.getString("waiting_for"),
                        row.getString("from_version"),
                        row.getString("to_version"),
                        Json.read(row.getString("error"), RunError.class),
                        row.getString("agent"),
                        Database.instant(row, "started_at"),
                        Database.instant(row, "finished_at")),
                deployment,
                after,
                wanted.stream().map(Enum::name).toArray(String[]::new),
                limit + 1));
        return Page.of(rows, limit, row -> List.of(String.valueOf(row.position())));
    }
}
