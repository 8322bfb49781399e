package io.drover.status.query;

import com.fasterxml.jackson.core.type.TypeReference;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunCounts;
import io.drover.contracts.RunState;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads deployments with their counters. */
@ApplicationScoped
class DeploymentStore {
    private final Sql sql;

    DeploymentStore(Sql sql) {
        this.sql = sql;
    }

    /** Deployments that were heard of. {@code link} makes their URL from their id. */
    List<DeploymentView> page(Where where, DeploymentSort sort, int rows, Links link) {
        Map<Long, Map<RunState, Integer>> counts = new HashMap<>();
        List<Long> ids = sql.list(pageQuery(where, sort, rows), row -> row.getLong("id"), where.values());
        Object all = ids.toArray(Long[]::new);
        sql.list(
                "SELECT * FROM run_count WHERE deployment = ANY (?)",
                row -> counts.computeIfAbsent(row.getLong("deployment"), id -> new HashMap<>())
                        .put(RunState.valueOf(row.getString("state")), row.getInt("runs")),
                all);
        return sql.list(
                "SELECT * FROM deployment d WHERE id = ANY (?) ORDER BY " + sort.order,
                row -> view(row, counts.getOrDefault(row.getLong("id"), Map.of()), link),
                all);
    }

    static String pageQuery(Where where, DeploymentSort sort, int rows) {
        return "SELECT id FROM deployment d" + where + "ORDER BY " + sort.order + " LIMIT " + rows;
    }

    /** Makes the link of a deployment. */
    @FunctionalInterface
    interface Links {
        String to(long deployment);
    }

    Optional<DeploymentView> find(long id, Links link) {
        return page(new Where("d.created_at IS NOT NULL").and("d.id = ?", id), DeploymentSort.NEWEST, 1, link).stream()
                .findFirst();
    }

    /** Null when the order has the defaults. */
    OrderOptions options(long id) {
        return sql.first(
                        "SELECT request FROM deployment WHERE id = ? AND request IS NOT NULL",
                        row -> OrderOptions.of(row.getString("request")),
                        id)
                .flatMap(options -> options)
                .orElse(null);
    }

    private static DeploymentView view(ResultSet row, Map<RunState, Integer> states, Links link) throws SQLException {
        RunCounts own = counts(row.getInt("total"), states);
        RunCounts told = Json.read(row.getString("finished_counts"), new TypeReference<RunCounts>() {});
        DeploymentState state = DeploymentState.valueOf(row.getString("state"));
        Instant startedAt = Sql.instant(row, "started_at");
        Instant finishedAt = state.isFinished() ? Sql.instant(row, "finished_at") : null;
        Pace pace = Pace.of(own, startedAt, finishedAt, Instant.now());
        return new DeploymentView(
                row.getLong("id"),
                link.to(row.getLong("id")),
                row.getString("directory"),
                row.getInt("sequence"),
                row.getString("digest"),
                row.getString("to_migration"),
                row.getString("env"),
                state,
                row.getString("reason"),
                Settling.of(state, own, told),
                own,
                pace.rate(),
                pace.eta(),
                row.getObject("max_parallel", Integer.class),
                row.getObject("max_failures", Integer.class),
                row.getString("trigger_type"),
                row.getString("created_by"),
                row.getBoolean("history_cut"),
                Sql.instant(row, "created_at"),
                startedAt,
                finishedAt);
    }

    /** Runs that were not heard of yet are pending. */
    static RunCounts counts(int total, Map<RunState, Integer> states) {
        int heard = sum(states.values());
        int all = Math.max(total, heard);
        return new RunCounts(
                all,
                all - heard + states.getOrDefault(RunState.PENDING, 0),
                states.getOrDefault(RunState.QUEUED, 0),
                states.getOrDefault(RunState.RUNNING, 0),
                states.getOrDefault(RunState.SUCCEEDED, 0),
                states.getOrDefault(RunState.NO_ACTION, 0),
                states.getOrDefault(RunState.FAILED, 0),
                states.getOrDefault(RunState.UNREACHABLE, 0),
                states.getOrDefault(RunState.UNKNOWN, 0),
                states.getOrDefault(RunState.SKIPPED, 0),
                states.getOrDefault(RunState.CANCELLED, 0));
    }

    private static int sum(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    /** How fast a deployment goes, and when it will be through. */
    record Pace(Double rate, Instant eta) {
        static Pace of(RunCounts counts, Instant startedAt, Instant finishedAt, Instant now) {
            int left = counts.pending() + counts.queued() + counts.running() + counts.unknown();
            int ended = counts.total() - left;
            if (startedAt == null || ended == 0) {
                return new Pace(null, null);
            }
            Instant end = finishedAt == null ? now : finishedAt;
            double seconds = Math.max(0.001, Duration.between(startedAt, end).toNanos() / 1e9);
            double rate = ended / seconds;
            Instant eta = finishedAt != null || left == 0 ? null : now.plusMillis((long) (left / rate * 1000));
            return new Pace(Math.round(rate * 10) / 10.0, eta);
        }
    }
}
