package io.drover.orchestrator.resolution;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.Resolution.Outcome;
import io.drover.contracts.Resolution.State;
import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import io.drover.orchestrator.sql.Database;
import io.drover.orchestrator.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** SQL of the table of resolutions. Who changes a row holds that of its deployment. */
@ApplicationScoped
class ResolutionStore {
    private final Database database;

    ResolutionStore(Database database) {
        this.database = database;
    }

    /** The latest run of a target that was not called off. */
    record LatestRun(long id, long deployment, int attempt, RunState state, RunError error) {
        boolean isAmbiguous() {
            return state == RunState.FAILED && error != null && "ambiguous".equals(error.code());
        }
    }

    /** A command that has to go out, unless the run has been tried again since. */
    record Sending(
            ResolutionRow row,
            int attemptNow,
            long epoch,
            String url,
            String hostId,
            String pool,
            String revisionsSchema,
            String directory,
            int sequence,
            String digest,
            AgentCommand.Options options) {
        static Sending of(ResultSet row) throws SQLException {
            return new Sending(
                    ResolutionRow.of(row),
                    row.getInt("attempt_now"),
                    row.getLong("epoch"),
                    row.getString("url"),
                    row.getString("host_id"),
                    row.getString("pool"),
                    row.getString("revisions_schema"),
                    row.getString("directory"),
                    row.getInt("sequence"),
                    row.getString("digest"),
                    Json.read(row.getString("options"), AgentCommand.Options.class));
        }
    }

    /** The active target of this name, or the one file whose name without its ending this is. */
    Optional<Long> target(String name) {
        List<Long> exact = database.query(
                "SELECT id FROM target WHERE lifecycle = 'ACTIVE' AND name = ?", row -> row.getLong(1), name);
        List<Long> found = !exact.isEmpty()
                ? exact
                : database.query(
                        "SELECT id FROM target WHERE lifecycle = 'ACTIVE' AND short_name = ? LIMIT 2",
                        row -> row.getLong(1),
                        name);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    Optional<LatestRun> latestRun(long target) {
        return database
                .query(
                        """
                        SELECT id, deployment_id, attempt, state, error FROM run
                        WHERE target_id = ? AND state NOT IN ('CANCELLED', 'SKIPPED') ORDER BY run_seq DESC LIMIT 1""",
                        row -> new LatestRun(
                                row.getLong("id"),
                                row.getLong("deployment_id"),
                                row.getInt("attempt"),
                                RunState.valueOf(row.getString("state")),
                                Json.read(row.getString("error"), RunError.class)),
                        target)
                .stream()
                .findFirst();
    }

    /** What was said of this attempt and is not refused. */
    Optional<ResolutionRow> standing(long run, int attempt) {
        return first("WHERE s.run_id = ? AND s.attempt = ? AND s.state <> 'REFUSED'", run, attempt);
    }

    List<ResolutionRow> of(long target, int limit) {
        return select("WHERE s.target_id = ? ORDER BY s.id DESC LIMIT ?", target, limit);
    }

    List<ResolutionRow> ofDeployment(long deployment) {
        return select("WHERE s.deployment_id = ? ORDER BY s.id", deployment);
    }

    ResolutionRow insert(LatestRun run, long target, String version, int statement, Outcome outcome, String by) {
        long id = database.query(
                        """
                        WITH numbered AS (
                            UPDATE target SET last_run_seq = last_run_seq + 1 WHERE id = ? RETURNING last_run_seq)
                        INSERT INTO resolution (deployment_id, run_id, target_id, attempt, run_seq, version, statement,
                            outcome, requested_by)
                        SELECT ?, ?, ?, ?, last_run_seq, ?, ?, ?, ? FROM numbered RETURNING id""",
                        row -> row.getLong(1),
                        target,
                        run.deployment(),
                        run.id(),
                        target,
                        run.attempt(),
                        version,
                        statement,
                        outcome.name(),
                        by)
                .get(0);
        return first("WHERE s.id = ?", id).orElseThrow();
    }

    /** Takes what has not gone out, or was not answered: it is sent again, less and less often. */
    @Transactional
    List<Sending> due(int limit) {
        return database.query("""
                WITH due AS (SELECT id FROM resolution WHERE state = 'REQUESTED' AND due_at <= now() ORDER BY due_at
                    LIMIT ? FOR UPDATE SKIP LOCKED)
                UPDATE resolution s SET sent = s.sent + 1,
                    due_at = now() + make_interval(secs => least(600, 10 * power(2, least(s.sent, 6))))
                FROM due u, run r, target t, deployment d
                WHERE s.id = u.id AND r.id = s.run_id AND t.id = s.target_id AND d.id = s.deployment_id
                RETURNING r.attempt AS attempt_now, d.epoch, t.url, t.host_id, t.pool, t.revisions_schema, d.directory,
                    d.sequence, d.digest, d.options,\s""" + ResolutionRow.COLUMNS, Sending::of, limit);
    }

    /** Settles it; empty when it was settled before. */
    Optional<ResolutionRow> settle(long id, State state, String detail) {
        int changed = database.update("""
                UPDATE resolution SET state = ?, detail = ?, settled_at = now()
                WHERE id = ? AND state = 'REQUESTED'""", state.name(), detail, id);
        return changed == 0 ? Optional.empty() : first("WHERE s.id = ?", id);
    }

    /** Why the target could not be asked yet. */
    void note(long id, String detail) {
        database.update("UPDATE resolution SET detail = ? WHERE id = ? AND state = 'REQUESTED'", detail, id);
    }

    /** An agent has given the command back: it goes out again at once. */
    void sendAgain(long target, long runSeq) {
        database.update(
                "UPDATE resolution SET due_at = now() WHERE target_id = ? AND run_seq = ? AND state = 'REQUESTED'",
                target,
                runSeq);
    }

    private Optional<ResolutionRow> first(String where, Object... parameters) {
        return select(where, parameters).stream().findFirst();
    }

    private List<ResolutionRow> select(String where, Object... parameters) {
        return database.query(
                "SELECT " + ResolutionRow.COLUMNS + " FROM resolution s JOIN target t ON t.id = s.target_id " + where,
                ResolutionRow::of,
                parameters);
    }
}
