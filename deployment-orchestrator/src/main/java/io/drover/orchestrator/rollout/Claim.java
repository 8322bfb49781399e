package io.drover.orchestrator.rollout;

import io.drover.contracts.AgentCommand;
import io.drover.orchestrator.sql.Database;
import io.drover.orchestrator.sql.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A run that holds a slot and whose command has to go out, with all that the command says.
 *
 * @param traceparent of the order, null for none
 */
public record Claim(
        long run,
        long deployment,
        long target,
        long runSeq,
        int attempt,
        int sending,
        long epoch,
        String targetName,
        String url,
        String hostId,
        String pool,
        String revisionsSchema,
        String directory,
        int sequence,
        String digest,
        String toMigration,
        AgentCommand.Options options,
        boolean mayCreate,
        Instant claimedAt,
        String traceparent) {

    static Claim of(ResultSet row) throws SQLException {
        return new Claim(
                row.getLong("id"),
                row.getLong("deployment_id"),
                row.getLong("target_id"),
                row.getLong("run_seq"),
                row.getInt("attempt"),
                row.getInt("sending"),
                row.getLong("epoch"),
                row.getString("name"),
                row.getString("url"),
                row.getString("host_id"),
                row.getString("pool"),
                row.getString("revisions_schema"),
                row.getString("directory"),
                row.getInt("sequence"),
                row.getString("digest"),
                row.getString("to_migration"),
                Json.read(row.getString("options"), AgentCommand.Options.class),
                row.getBoolean("may_create"),
                Database.instant(row, "claimed_at"),
                row.getString("traceparent"));
    }
}
