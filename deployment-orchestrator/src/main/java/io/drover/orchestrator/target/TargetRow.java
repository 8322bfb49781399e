package io.drover.orchestrator.target;

import com.fasterxml.jackson.core.type.TypeReference;
import io.drover.contracts.TargetFacts;
import io.drover.orchestrator.sql.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** A known target. {@code url} may hold references to secrets and is shown to agents only. */
public record TargetRow(
        long id,
        String name,
        String url,
        String canonicalUrl,
        String kind,
        String hostAndPort,
        Map<String, String> labels,
        String pool,
        String lifecycle,
        String directory,
        String hostId,
        String revisionsSchema,
        long eventSequence,
        String duplicateOf) {
    static final String COLUMNS = "t.id, t.name, t.url, t.canonical_url, t.kind, t.server, t.labels, t.pool,"
            + " t.lifecycle, t.directory, t.host_id, t.revisions_schema, t.event_sequence,"
            + " (SELECT o.name FROM target o WHERE o.id = t.duplicate_of) AS duplicate_of";
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    static TargetRow of(ResultSet row) throws SQLException {
        return new TargetRow(
                row.getLong("id"),
                row.getString("name"),
                row.getString("url"),
                row.getString("canonical_url"),
                row.getString("kind"),
                row.getString("server"),
                Json.read(row.getString("labels"), LABELS),
                row.getString("pool"),
                row.getString("lifecycle"),
                row.getString("directory"),
                row.getString("host_id"),
                row.getString("revisions_schema"),
                row.getLong("event_sequence"),
                row.getString("duplicate_of"));
    }

    boolean isActive() {
        return lifecycle.equals("ACTIVE");
    }

    /** What its limits count against: the label {@code server}, else {@code host:port}; null for files. */
    String server() {
        return hostAndPort == null ? null : labels.getOrDefault("server", hostAndPort);
    }

    TargetFacts facts() {
        return new TargetFacts(
                name, canonicalUrl, kind, server(), labels, pool, directory, hostId, lifecycle, duplicateOf);
    }
}
