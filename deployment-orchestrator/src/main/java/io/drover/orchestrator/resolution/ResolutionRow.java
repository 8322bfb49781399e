package io.drover.orchestrator.resolution;

import io.drover.contracts.Resolution;
import io.drover.contracts.Resolution.Outcome;
import io.drover.contracts.Resolution.State;
import io.drover.orchestrator.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** A row of the table of resolutions. */
record ResolutionRow(
        long id,
        long deployment,
        long run,
        long target,
        String targetName,
        int attempt,
        long runSeq,
        String version,
        int statement,
        Outcome outcome,
        State state,
        String requestedBy,
        Instant requestedAt,
        Instant settledAt,
        String detail) {

    static final String COLUMNS =
            "s.id, s.deployment_id, s.run_id, s.target_id, t.name, s.attempt, s.run_seq, s.version,"
                    + " s.statement, s.outcome, s.state, s.requested_by, s.requested_at, s.settled_at, s.detail";

    static ResolutionRow of(ResultSet row) throws SQLException {
        return new ResolutionRow(
                row.getLong("id"),
                row.getLong("deployment_id"),
                row.getLong("run_id"),
                row.getLong("target_id"),
                row.getString("name"),
                row.getInt("attempt"),
                row.getLong("run_seq"),
                row.getString("version"),
                row.getInt("statement"),
                Outcome.valueOf(row.getString("outcome")),
                State.valueOf(row.getString("state")),
                row.getString("requested_by"),
                Database.instant(row, "requested_at"),
                Database.instant(row, "settled_at"),
                row.getString("detail"));
    }

    /** What agents and views are told of it. */
    Resolution told() {
        return new Resolution(id, run, version, statement, outcome);
    }

    ResolutionView view() {
        return new ResolutionView(
                id,
                targetName,
                deployment,
                run,
                attempt,
                version,
                statement,
                outcome,
                state,
                requestedBy,
                requestedAt,
                settledAt,
                detail);
    }
}
