package io.drover.orchestrator.rollout;

import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned.PlannedRun;
import io.drover.contracts.RunsSettled.SettledRun;
import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Steps of many runs at once. The caller holds the row of their deployment and keeps its counters. */
@ApplicationScoped
public class RunSteps {
    private final Database database;

    RunSteps(Database database) {
        this.database = database;
    }

    /** A run that has gone wrong. */
    record Retryable(long run, long target, String name, String shortName, RunState state) {
        boolean isCalled(Set<String> names) {
            return names.contains(name) || (shortName != null && names.contains(shortName));
        }
    }

    /** A target on which nothing may be tried again: it was removed, or a newer deployment has touched it. */
    record Barred(String name, boolean isRetired) {
        String sentence() {
            return isRetired
                    ? "The target \"" + name + "\" was removed."
                    : "A newer deployment has touched \"" + name + "\".";
        }
    }

    /** Cancels what has not begun; a run that was returned as still running has begun. */
    List<SettledRun> cancelPending(long deployment) {
        return cancelled(
                "UPDATE run SET state = 'CANCELLED', reason = 'cancelled', finished_at = now()"
                        + " WHERE deployment_id = ? AND state = 'PENDING' AND not_before IS NULL"
                        + " RETURNING id, target_id, run_seq, attempt, finished_at",
                deployment);
    }

    private List<SettledRun> cancelled(String sql, Object... parameters) {
        return database.query(
                sql,
                row -> new SettledRun(
                        row.getLong("id"),
                        row.getLong("target_id"),
                        row.getLong("run_seq"),
                        row.getInt("attempt"),
                        RunState.CANCELLED,
                        "cancelled",
                        null,
                        Database.instant(row, "finished_at"),
                        null,
                        false),
                parameters);
    }

    List<Retryable> retryable(long deployment) {
        return database.query(
                """
                SELECT r.id, r.target_id, t.name, t.short_name, r.state FROM run r JOIN target t ON t.id = r.target_id
                WHERE r.deployment_id = ? AND r.state IN ('FAILED', 'UNREACHABLE') ORDER BY r.position""",
                row -> new Retryable(
                        row.getLong("id"),
                        row.getLong("target_id"),
                        row.getString("name"),
                        row.getString("short_name"),
                        RunState.valueOf(row.getString("state"))),
                deployment);
    }

    /** Names, and names without the ending of a file, of all targets of a deployment. */
    Set<String> targetNames(long deployment) {
        Set<String> names = new HashSet<>();
        database.query("""
                SELECT unnest(array_remove(ARRAY[t.name, t.short_name], NULL))
                FROM run r JOIN target t ON t.id = r.target_id WHERE r.deployment_id = ?""", row -> names.add(row.getString(1)), deployment);
        return names;
    }

    /**
     * Targets on which nothing may be tried again, by id: a newer deployment has runs on them, or they were removed. All
     * targets stay locked until the transaction ends, so that none comes to be so between this look and the retry.
     */
    Map<Long, Barred> lockAndFindBarred(long deployment, Collection<Retryable> runs) {
        Long[] targets = runs.stream().map(Retryable::target).toArray(Long[]::new);
        database.query(
                "SELECT id FROM target WHERE id = ANY (?) ORDER BY id FOR UPDATE", row -> null, (Object) targets);
        Map<Long, Barred> barred = new LinkedHashMap<>();
        database.query(
                """
                SELECT t.id, t.name, t.lifecycle <> 'ACTIVE' AS retired FROM target t
                WHERE t.id = ANY (?) AND (t.lifecycle <> 'ACTIVE' OR EXISTS (SELECT 1 FROM run n
                    WHERE n.target_id = t.id AND n.deployment_id > ? AND n.state NOT IN ('CANCELLED', 'SKIPPED')))
                ORDER BY t.name""",
                row -> barred.put(row.getLong("id"), new Barred(row.getString("name"), row.getBoolean("retired"))),
                targets,
                deployment);
        return barred;
    }

    /** Puts failed runs back into the queue with their next attempt. */
    List<PlannedRun> retry(Collection<Retryable> runs) {
        return database.query("""
                WITH again AS (
                    UPDATE run SET attempt = attempt + 1, state = 'PENDING', reason = NULL, error = NULL, agent = NULL,
                        from_version = NULL, to_version = NULL, claimed_at = NULL, sent_at = NULL, not_before = NULL,
                        started_at = NULL, finished_at = NULL
                    WHERE id = ANY (?) RETURNING *)
                SELECT a.id, a.target_id, t.name, w.name AS wave, a.position, a.run_seq, a.attempt
                FROM again a JOIN target t ON t.id = a.target_id
                JOIN wave w ON w.deployment_id = a.deployment_id AND w.position = a.wave ORDER BY a.position""", row -> planned(row.getString("wave"), row), (Object)
                runs.stream().map(Retryable::run).toArray(Long[]::new));
    }

    /** Puts the runs of a wave into the queue; a target's runs are numbered over all deployments. */
    public List<PlannedRun> plan(long deployment, int wave, String waveName, int position, List<Long> targets) {
        return database.query(
                """
                WITH numbered AS (
                    UPDATE target SET last_run_seq = last_run_seq + 1 WHERE id = ANY (?) RETURNING id, last_run_seq, name),
                added AS (
                    INSERT INTO run (deployment_id, wave, position, target_id, run_seq)
                    SELECT ?, ?, ? + c.place - 1, c.id, n.last_run_seq
                    FROM unnest(?::bigint[]) WITH ORDINALITY AS c (id, place) JOIN numbered n ON n.id = c.id
                    ORDER BY c.place
                    RETURNING id, target_id, position, run_seq, attempt)
                SELECT a.*, n.name FROM added a JOIN numbered n ON n.id = a.target_id ORDER BY a.position""",
                row -> planned(waveName, row),
                targets.toArray(Long[]::new),
                deployment,
                wave,
                position,
                targets.toArray(Long[]::new));
    }

    private static PlannedRun planned(String wave, java.sql.ResultSet row) throws java.sql.SQLException {
        return new PlannedRun(
                row.getLong("id"),
                row.getLong("target_id"),
                row.getString("name"),
                wave,
                row.getInt("position"),
                row.getLong("run_seq"),
                row.getInt("attempt"));
    }
}
