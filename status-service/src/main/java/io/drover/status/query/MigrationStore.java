package io.drover.status.query;

import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads which databases have a migration. A database has it when nothing of a content with it is left to apply there; that
 * is counted by the histogram. Only those that failed or were left half way are asked for their revisions.
 */
@ApplicationScoped
class MigrationStore {
    private static final String REVISION =
            " r ON r.target = d.target AND r.directory = d.directory AND r.version = ? AND r.applied >= r.total";

    private static final String ROWS = "SELECT d.target AS id, d.name, d.current_version, d.failed_at,"
            + " failure.deployment AS failed_by, r.at, r.duration_nanos, r.deployment, " + MigrationChoice.STATE
            + " AS state FROM page"
            + " JOIN database d ON d.target = page.target AND d.directory = page.directory LEFT JOIN revision"
            + REVISION + " LEFT JOIN attempt failure ON failure.run = d.told_run AND failure.attempt = d.told_attempt"
            + " ORDER BY d.name, d.target";

    private final Sql sql;
    private final StandingStore standings;
    private final NameSearch names;

    MigrationStore(Sql sql, StandingStore standings, NameSearch names) {
        this.sql = sql;
        this.standings = standings;
        this.names = names;
    }

    /**
     * A migration.
     *
     * @param digests contents that have it
     */
    record Migration(
            String directory, String version, String description, String file, int since, List<String> digests) {
        boolean isIn(List<String> complete) {
            return !Collections.disjoint(complete, digests);
        }

        String[] contents() {
            return digests.toArray(String[]::new);
        }
    }

    Optional<Migration> find(String directory, String version) {
        List<String> digests = sql.list("""
                SELECT DISTINCT v.digest FROM migration m JOIN directory_version v ON v.directory = m.directory
                    AND v.sequence >= m.since AND (m.gone IS NULL OR v.sequence < m.gone)
                WHERE m.directory = ? AND m.version = ?
                """, row -> row.getString("digest"), directory, version);
        return sql.first(
                """
                SELECT m.name, m.description, min(m.since) OVER () AS since FROM migration m
                WHERE m.directory = ? AND m.version = ? ORDER BY m.since DESC LIMIT 1
                """,
                row -> new Migration(
                        directory,
                        version,
                        row.getString("description"),
                        row.getString("name"),
                        row.getInt("since"),
                        digests),
                directory,
                version);
    }

    MigrationView.Counts count(Migration migration) {
        List<StandingStore.Standing> all = standings.of(migration.directory());
        long total = StandingStore.sum(all);
        long covered = StandingStore.sum(all.stream()
                .filter(standing -> migration.isIn(standing.complete()))
                .toList());
        return sql.first(
                        astrayQuery(),
                        row -> new MigrationView.Counts(
                                covered + row.getLong("applied"),
                                total - covered - row.getLong("applied") - row.getLong("failed"),
                                row.getLong("failed")),
                        astrayValues(migration))
                .orElseThrow();
    }

    static String astrayQuery() {
        return "SELECT count(*) FILTER (WHERE r.version IS NOT NULL) AS applied, count(*) FILTER (WHERE r.version IS NULL"
                + " AND d.failed AND d.failed_version = ?) AS failed FROM database d LEFT JOIN revision" + REVISION
                + " WHERE d.directory = ? AND d.shown AND (d.failed OR d.partly) AND NOT d.complete && ?";
    }

    static Object[] astrayValues(Migration migration) {
        return new Object[] {migration.version(), migration.version(), migration.directory(), migration.contents()};
    }

    /** A row and the key a page may continue after. */
    record Row(long target, MigrationView.Item item) {}

    List<Row> page(Migration migration, MigrationChoice choice, int rows) {
        boolean few = choice.search() != null && names.hasFew(choice.search());
        Walk found = few ? names.few(choice.search()) : Walk.all();
        return pageQuery(migration, choice, standings.of(migration.directory()), found, rows)
                .list(sql, MigrationStore::row);
    }

    static Walk.Part pageQuery(
            Migration migration, MigrationChoice choice, List<StandingStore.Standing> all, Walk found, int rows) {
        List<Object> values = new ArrayList<>(List.of(MigrationChoice.stateValues(migration)));
        values.add(migration.version());
        return choice.keys(migration, all, found, rows).page(ROWS, values.toArray());
    }

    private static Row row(ResultSet row) throws SQLException {
        MigrationView.State state = MigrationView.State.valueOf(row.getString("state"));
        boolean applied = state == MigrationView.State.APPLIED;
        boolean failed = state == MigrationView.State.FAILED;
        Long nanos = row.getObject("duration_nanos", Long.class);
        MigrationView.Item item = new MigrationView.Item(
                row.getString("name"),
                state,
                failed ? Sql.instant(row, "failed_at") : applied ? Sql.instant(row, "at") : null,
                applied && nanos != null ? Duration.ofNanos(nanos) : null,
                row.getObject(failed ? "failed_by" : "deployment", Long.class),
                row.getString("current_version"));
        return new Row(row.getLong("id"), item);
    }
}
