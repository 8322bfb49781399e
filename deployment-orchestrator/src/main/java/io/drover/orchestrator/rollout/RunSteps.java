package io.drover.orchestrator.rollout;

import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned.PlannedRun;
import io.drover.contracts.RunsSettled.SettledRun;
import io.drover.orchestrator.sql.Database;
import io.drover.orchestrator.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Steps of many runs at once. The caller holds the row of their deployment and keeps its counters. */
@ApplicationScoped
public class RunSteps {
    private static final String DESCRIBED = """
            SELECT r.id, r.target_id, t.name, w.name AS wave, r.position, r.run_seq, r.attempt
            FROM run r JOIN target t ON t.id = r.target_id
            JOIN wave w ON w.deployment_id = r.deployment_id AND w.position = r.wave
            """;

    private final Database database;

    protected RunSteps(Database database) {
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

    /** Cancels what has not begun. */
    protected List<SettledRun> cancelPending(long deployment) {
        return database.query(
                "UPDATE run r SET state = 'CANCELLED', reason = 'cancelled', finished_at = now()"
                        + " WHERE deployment_id = ? AND state = 'PENDING'"
                        + " RETURNING r.id, r.target_id, r.run_seq, r.attempt, r.state, r.reason, r.finished_at",
                RunSteps::settled,
                deployment);
    }

    static SettledRun settled(ResultSet row) throws SQLException {
        return new SettledRun(
                row.getLong("id"),
                row.getLong("target_id"),
                row.getLong("run_seq"),
                row.getInt("attempt"),
                RunState.valueOf(row.getString("state")),
                row.getString("reason"),
                null,
                Database.instant(row, "finished_at"),
                null,
                false);
    }

    /**
     * Has the targets of lost runs asked at once.
     *
     * @param names of targets; empty: all
     * @return the names by which those that are asked may be called
     */
    protected Set<String> askLostAgain(long deployment, Collection<String> names) {
        Set<String> asked = new HashSet<>();
        String[] wanted = names.toArray(String[]::new);
        database.query(
                """
                UPDATE run r SET inspect_at = now(), inspections = 0 FROM target t
                WHERE r.deployment_id = ? AND r.state = 'UNKNOWN' AND t.id = r.target_id
                  AND (cardinality(?::text[]) = 0 OR t.name = ANY (?) OR t.short_name = ANY (?))
                RETURNING t.name, t.short_name""",
                row -> asked.add(row.getString("name")) | asked.add(row.getString("short_name")),
                deployment,
                wanted,
                wanted,
                wanted);
        return asked;
    }

    protected List<Retryable> retryable(long deployment) {
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
    protected Set<String> targetNames(long deployment) {
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
    protected Map<Long, Barred> lockAndFindBarred(long deployment, Collection<Retryable> runs) {
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

    /**
     * Whether people have said something of ambiguous statements of these runs: what was said before the next attempt
     * must not reach the target after it.
     */
    protected boolean anyResolved(Collection<Retryable> runs) {
        return database.query(
                        "SELECT EXISTS (SELECT 1 FROM resolution WHERE run_id = ANY (?))",
                        row -> row.getBoolean(1),
                        (Object) runs.stream().map(Retryable::run).toArray(Long[]::new))
                .get(0);
    }

    /** Puts failed runs back into the queue with their next attempt. */
    protected List<PlannedRun> retry(Collection<Retryable> runs) {
        return database.query("""
                WITH again AS (
                    UPDATE run SET attempt = attempt + 1, state = 'PENDING', reason = NULL, error = NULL, agent = NULL,
                        from_version = NULL, to_version = NULL, claimed_at = NULL, sent_at = NULL, sign_at = NULL,
                        done_before = done_before OR lost > 0, lost = 0, started_at = NULL, finished_at = NULL
                    WHERE id = ANY (?) RETURNING *)
                SELECT a.id, a.target_id, t.name, w.name AS wave, a.position, a.run_seq, a.attempt
                FROM again a JOIN target t ON t.id = a.target_id
                JOIN wave w ON w.deployment_id = a.deployment_id AND w.position = a.wave ORDER BY a.position""", row -> planned(row.getString("wave"), row), (Object)
                runs.stream().map(Retryable::run).toArray(Long[]::new));
    }

    /**
     * Settles the runs of targets that are known to have it all.
     *
     * @param known highest applied version by target, "" for none
     */
    public List<SettledRun> settleKnown(long deployment, Map<Long, String> known) {
        if (known.isEmpty()) {
            return List.of();
        }
        return database.query(
                """
                UPDATE run r SET state = 'NO_ACTION', reason = 'known', finished_at = now()
                WHERE r.deployment_id = ? AND r.target_id = ANY (?)
                RETURNING r.id, r.target_id, r.run_seq, r.attempt, r.state, r.reason, r.finished_at""",
                row -> {
                    SettledRun run = settled(row);
                    String current = known.get(run.target());
                    return new SettledRun(
                            run.run(),
                            run.target(),
                            run.runSeq(),
                            run.attempt(),
                            run.state(),
                            run.reason(),
                            null,
                            run.at(),
                            current.isEmpty() ? null : current,
                            true);
                },
                deployment,
                known.keySet().toArray(Long[]::new));
    }

    /** Runs as they are planned now: what is told again when a lost run gets its next attempt. */
    public List<PlannedRun> describe(Collection<Long> runs) {
        return database.query(
                DESCRIBED + "WHERE r.id = ANY (?) ORDER BY r.position",
                row -> planned(row.getString("wave"), row),
                (Object) runs.toArray(Long[]::new));
    }

    /** All runs of a deployment as they are planned now. */
    public List<PlannedRun> describeAll(long deployment) {
        return database.query(
                DESCRIBED + "WHERE r.deployment_id = ? ORDER BY r.position",
                row -> planned(row.getString("wave"), row),
                deployment);
    }

    /** All runs of a deployment that are over or lost, with what is known of their targets since. */
    public List<SettledRun> settledRuns(long deployment) {
        return database.query(
                """
                SELECT r.id, r.target_id, r.run_seq, r.attempt, r.state, r.reason, r.error,
                    coalesce(r.finished_at, r.lost_at) AS finished_at, k.current_version, k.target_id AS known
                FROM run r JOIN deployment d ON d.id = r.deployment_id
                LEFT JOIN knowledge k ON k.target_id = r.target_id AND k.run_seq = r.run_seq AND k.digest = d.digest
                WHERE r.deployment_id = ? AND r.state NOT IN ('PENDING', 'QUEUED', 'RUNNING') ORDER BY r.position""",
                row -> {
                    SettledRun run = settled(row);
                    return new SettledRun(
                            run.run(),
                            run.target(),
                            run.runSeq(),
                            run.attempt(),
                            run.state(),
                            run.reason(),
                            Json.read(row.getString("error"), RunError.class),
                            run.at(),
                            row.getString("current_version"),
                            row.getString("known") != null);
                },
                deployment);
    }

    /** Puts the runs of a wave into the queue; a target's runs are numbered over all deployments. */
    public List<PlannedRun> plan(long deployment, int wave, String waveName, int position, List<Long> targets) {
        return database.query(
                """
                WITH numbered AS (
                    UPDATE target SET last_run_seq = last_run_seq + 1 WHERE id = ANY (?)
                    RETURNING id, last_run_seq, name,
                        CASE WHEN server IS NOT NULL THEN coalesce(labels ->> 'server', server) END AS server),
                added AS (
                    INSERT INTO run (deployment_id, wave, position, target_id, run_seq, server)
                    SELECT ?, ?, ? + c.place - 1, c.id, n.last_run_seq, n.server
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

    private static PlannedRun planned(String wave, ResultSet row) throws SQLException {
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
