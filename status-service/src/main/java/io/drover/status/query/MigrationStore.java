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
    private static final String REVISION = """
             LEFT JOIN revision r ON r.target = d.target AND r.directory = d.directory AND r.version = ?
                AND r.applied >= r.total
            """;

    /** Over {@code database d} and {@code revision r}; asks for digests and for the version. */
    private static final String STATE = """
            CASE WHEN d.complete && ? OR ((d.failed OR d.partly) AND r.version IS NOT NULL) THEN 'APPLIED'
                WHEN d.failed AND d.failed_version = ? THEN 'FAILED' ELSE 'PENDING' END""";

    private final Sql sql;
    private final StandingStore standings;

    MigrationStore(Sql sql, StandingStore standings) {
        this.sql = sql;
        this.standings = standings;
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
        long total = sum(all);
        long covered = sum(all.stream()
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
                + " AND d.failed AND d.failed_version = ?) AS failed FROM database d" + REVISION
                + " WHERE d.directory = ? AND d.shown AND (d.failed OR d.partly) AND NOT d.complete && ?";
    }

    static Object[] astrayValues(Migration migration) {
        return new Object[] {migration.version(), migration.version(), migration.directory(), digests(migration)};
    }

    /** {@code after} is the name and the id of the target that the page starts after. */
    record Choice(List<MigrationView.State> states, String search, List<String> after) {}

    /** A row and the key a page may continue after. */
    record Row(long target, MigrationView.Item item) {}

    List<Row> page(Migration migration, Choice choice, int rows) {
        Where where = where(migration, choice, standings.of(migration.directory()));
        return sql.list(pageQuery(where, rows), MigrationStore::row, pageValues(migration, where));
    }

    static String pageQuery(Where where, int rows) {
        return "SELECT t.id, t.name, d.current_version, d.failed_at, failure.deployment AS failed_by, r.at,"
                + " r.duration_nanos, r.deployment, " + STATE + " AS state FROM target t"
                + " JOIN database d ON d.target = t.id" + REVISION
                + " LEFT JOIN attempt failure ON failure.run = d.told_run AND failure.attempt = d.told_attempt"
                + where + "ORDER BY t.name, t.id LIMIT " + rows;
    }

    static List<Object> pageValues(Migration migration, Where where) {
        List<Object> values = new ArrayList<>();
        Collections.addAll(values, digests(migration), migration.version(), migration.version());
        values.addAll(where.values());
        return values;
    }

    static Where where(Migration migration, Choice choice, List<StandingStore.Standing> all) {
        Where where = new Where("d.shown").and("d.directory = ?", migration.directory());
        if (!choice.states().isEmpty()) {
            boolean few = narrow(where, migration, choice.states(), all);
            where.andIn(
                    choice.states(), MigrationView.State.class, few, STATE, digests(migration), migration.version());
        }
        if (choice.search() != null) {
            where.and("lower(t.name) LIKE ?", DatabaseFilter.part(choice.search()));
        }
        if (choice.after() != null) {
            where.and(
                    "(t.name, t.id) > (?, ?)",
                    choice.after().get(0),
                    Long.valueOf(choice.after().get(1)));
        }
        return where;
    }

    /** Says whether they are few. */
    private static boolean narrow(
            Where where, Migration migration, List<MigrationView.State> states, List<StandingStore.Standing> all) {
        boolean applied = states.contains(MigrationView.State.APPLIED);
        boolean pending = states.contains(MigrationView.State.PENDING);
        boolean failed = states.contains(MigrationView.State.FAILED);
        List<StandingStore.Standing> wanted = all.stream()
                .filter(standing ->
                        migration.isIn(standing.complete()) ? applied : pending || (failed && standing.failed()))
                .toList();
        return applied && !pending ? Few.orAstray(where, wanted, migration.directory()) : Few.only(where, wanted);
    }

    private static long sum(List<StandingStore.Standing> some) {
        return some.stream().mapToLong(StandingStore.Standing::databases).sum();
    }

    private static String[] digests(Migration migration) {
        return migration.digests().toArray(String[]::new);
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
