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
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads databases. A page costs what the page holds: it starts after a key and follows an index. */
@ApplicationScoped
class DatabaseStore {
    private static final String ROWS = """
            SELECT d.target AS id, d.name, d.directory, d.failed, d.complete, d.current_version, d.updated_at, d.reported_by,
                t.server, t.labels, t.duplicate_of,
                d.env, latest.digest, latest.version AS latest_version, latest.sequence AS latest_sequence,
                newest.state AS newest_state, told.error,
                coalesce(nullif(migrated.files, '[]'), found.files) AS files, migrated.state AS migrated_state,
                coalesce(migrated.deployment, found.deployment) AS migrated_by,
                coalesce(migrated.finished_at, found.at) AS migrated_at,
                coalesce((SELECT max(v.sequence) FROM directory_version v
                          WHERE v.directory = d.directory AND v.digest = ANY (d.complete)), 0) AS sequence
             FROM page
             JOIN database d ON d.target = page.target AND d.directory = page.directory
             JOIN target t ON t.id = d.target
             LEFT JOIN directory latest ON latest.name = d.directory
             LEFT JOIN run newest ON newest.id = d.run
             LEFT JOIN attempt told ON told.run = d.told_run AND told.attempt = d.told_attempt
             LEFT JOIN attempt migrated ON migrated.run = d.migrated_run AND migrated.attempt = d.migrated_attempt
             LEFT JOIN inspection found ON found.run = d.migrated_run AND found.attempt = d.migrated_attempt
             ORDER BY\s""";

    private final Sql sql;

    DatabaseStore(Sql sql) {
        this.sql = sql;
    }

    /** A row and the keys a page may continue after. */
    record Row(long targetId, DatabaseView view) {}

    List<Row> page(Walk walk, Where where, DatabaseSort sort, int rows) {
        return pageQuery(walk, where, sort, rows).list(sql, DatabaseStore::row);
    }

    static Walk.Part pageQuery(Walk walk, Where where, DatabaseSort sort, int rows) {
        return walk.keys(where, sort, rows).page(ROWS + sort.order());
    }

    /** Counts rows by state, for filters that no histogram knows. */
    DatabaseView.Counts count(Walk walk, Where where) {
        return walk.count(where)
                .list(
                        sql,
                        row -> new DatabaseView.Counts(
                                row.getLong("synced"), row.getLong("pending"), row.getLong("error")))
                .get(0);
    }

    List<DatabaseView.RevisionView> history(long target, List<String> after, int rows) {
        Where where = new Where("target = ?");
        where.values().add(target);
        if (after != null) {
            where.and("(directory, version) > (?, ?)", after.get(0), after.get(1));
        }
        return sql.list(
                "SELECT * FROM revision" + where + "ORDER BY directory, version LIMIT " + rows,
                row -> new DatabaseView.RevisionView(
                        row.getString("directory"),
                        row.getString("version"),
                        row.getString("description"),
                        row.getInt("applied"),
                        row.getInt("total"),
                        Sql.instant(row, "at"),
                        Duration.ofNanos(row.getLong("duration_nanos")),
                        row.getLong("run"),
                        row.getLong("deployment")),
                where.values());
    }

    private static Row row(ResultSet row) throws SQLException {
        boolean failed = row.getBoolean("failed");
        DatabaseState state = DatabaseState.of(failed, Sql.texts(row, "complete"), row.getString("digest"));
        DatabaseView view = new DatabaseView(
                row.getString("name"),
                row.getString("directory"),
                state,
                RunState.UNKNOWN.name().equals(row.getString("newest_state")) ? "unknown" : null,
                row.getString("current_version"),
                row.getString("latest_version"),
                Math.max(0, row.getInt("latest_sequence") - row.getInt("sequence")),
                lastMigration(row),
                failed ? Json.read(row.getString("error"), new TypeReference<RunError>() {}) : null,
                row.getString("server"),
                Json.read(row.getString("labels"), new TypeReference<Map<String, String>>() {}),
                row.getString("env"),
                row.getString("reported_by"),
                row.getString("duplicate_of"),
                Sql.instant(row, "updated_at"));
        return new Row(row.getLong("id"), view);
    }

    private static DatabaseView.LastMigration lastMigration(ResultSet row) throws SQLException {
        List<RunFinished.AppliedFile> files =
                Json.read(row.getString("files"), new TypeReference<List<RunFinished.AppliedFile>>() {});
        if (files == null) {
            return null;
        }
        RunFinished.AppliedFile last = files.get(files.size() - 1);
        String state = row.getString("migrated_state");
        return new DatabaseView.LastMigration(
                last.version(),
                last.description(),
                state == null ? (last.applied() == last.total() ? RunState.SUCCEEDED : RunState.FAILED).name() : state,
                Sql.instant(row, "migrated_at"),
                row.getLong("migrated_by"));
    }
}
