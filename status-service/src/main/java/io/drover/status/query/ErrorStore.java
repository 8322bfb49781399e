package io.drover.status.query;

import com.fasterxml.jackson.core.type.TypeReference;
import io.drover.contracts.RunError;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads failures by fingerprint. How many there are is counted as they come and go; first, last and samples are found at
 * the ends of an index. So a page costs what it holds, however many databases failed alike.
 */
@ApplicationScoped
class ErrorStore {
    private static final int SAMPLES = 5;

    /** The ends of databases and runs that failed alike; {@code c} is a row of their counter. */
    private static final String NEWEST_DATABASES = """
            SELECT d.target, d.directory, d.told_run AS run, d.told_attempt AS attempt, d.failed_at FROM database d
            WHERE d.shown AND d.fingerprint = c.fingerprint AND d.directory = c.directory AND d.failed_at IS NOT NULL
            ORDER BY d.failed_at DESC, d.target DESC LIMIT\s""";

    private static final String OLDEST_DATABASE = """
            SELECT d.failed_at FROM database d
            WHERE d.shown AND d.fingerprint = c.fingerprint AND d.directory = c.directory AND d.failed_at IS NOT NULL
            ORDER BY d.failed_at, d.target LIMIT 1""";
    private static final String NEWEST_RUNS = """
            SELECT r.target, r.directory, r.id AS run, r.attempt, r.failed_at FROM run r
            WHERE r.deployment = c.deployment AND r.fingerprint = c.fingerprint AND r.failed_at IS NOT NULL
            ORDER BY r.failed_at DESC, r.id DESC LIMIT\s""";
    private static final String OLDEST_RUN = """
            SELECT r.failed_at FROM run r
            WHERE r.deployment = c.deployment AND r.fingerprint = c.fingerprint AND r.failed_at IS NOT NULL
            ORDER BY r.failed_at, r.id LIMIT 1""";

    private final Sql sql;

    ErrorStore(Sql sql) {
        this.sql = sql;
    }

    /** Where a page of errors starts: behind that many failures, with that fingerprint. */
    record After(long count, String fingerprint) {
        static After read(List<String> cursor, Parameters parameters) {
            if (cursor == null) {
                return null;
            }
            try {
                return new After(Long.parseLong(cursor.get(0)), cursor.get(1));
            } catch (NumberFormatException e) {
                parameters.fault("cursor", "The cursor is not one that this list gave out; start without a cursor.");
                return null;
            }
        }
    }

    /** Of databases in ERROR now; of all directories when it is null. */
    List<ErrorView> ofDatabases(String directory, After after, int rows) {
        return page(databasesQuestion(directory, after, rows));
    }

    static Question databasesQuestion(String directory, After after, int rows) {
        Where counters = new Where("c.databases > 0").andIf(directory, "c.directory = ?");
        return query("database_error", "databases", counters, after, OLDEST_DATABASE, NEWEST_DATABASES, rows);
    }

    /** Of runs of a deployment that failed. */
    List<ErrorView> ofRuns(long deployment, String directory, After after, int rows) {
        return page(runsQuestion(deployment, directory, after, rows));
    }

    static Question runsQuestion(long deployment, String directory, After after, int rows) {
        Where counters = new Where("c.runs > 0")
                .and("c.deployment = ?", deployment)
                .andIf(directory, "EXISTS (SELECT 1 FROM deployment x WHERE x.id = c.deployment AND x.directory = ?)");
        return query("run_error", "runs", counters, after, OLDEST_RUN, NEWEST_RUNS, rows);
    }

    /** How many databases are in ERROR for that reason. */
    long countDatabases(String fingerprint) {
        return sql.first(
                        "SELECT coalesce(sum(databases), 0) AS databases FROM database_error WHERE fingerprint = ?",
                        row -> row.getLong("databases"),
                        fingerprint)
                .orElse(0L);
    }

    /** The newest of databases in ERROR now. Costs a look into the index for every distinct error. */
    List<SummaryView.NewestError> newest(int rows) {
        return sql.list(
                newestQuery(rows),
                row -> new SummaryView.NewestError(
                        row.getString("fingerprint"),
                        row.getString("message"),
                        row.getString("code"),
                        row.getLong("databases"),
                        Sql.instant(row, "failed_at"),
                        row.getString("directory"),
                        row.getString("name"),
                        row.getObject("deployment", Long.class)));
    }

    static String newestQuery(int rows) {
        return "SELECT newest.*, k.code, k.message, t.name, a.deployment FROM (SELECT c.fingerprint, c.databases,"
                + " n.target, n.directory, n.run, n.attempt, n.failed_at FROM database_error c CROSS JOIN LATERAL ("
                + NEWEST_DATABASES + 1 + ") AS n WHERE c.databases > 0 ORDER BY n.failed_at DESC, c.fingerprint LIMIT "
                + rows + ") AS newest JOIN error_kind k ON k.fingerprint = newest.fingerprint"
                + " JOIN target t ON t.id = newest.target"
                + " LEFT JOIN attempt a ON a.run = newest.run AND a.attempt = newest.attempt"
                + " ORDER BY newest.failed_at DESC, newest.fingerprint";
    }

    /** A query with its values. */
    record Question(String text, List<Object> values) {}

    /** One row a sample, the errors in order. An error whose failures have no time has one row without a sample. */
    private static Question query(
            String table, String count, Where counters, After after, String oldest, String newest, int rows) {
        List<Object> values = new ArrayList<>(counters.values());
        String page = "SELECT c.fingerprint, sum(c." + count + ") AS failures FROM " + table + " c" + counters
                + "GROUP BY c.fingerprint";
        if (after != null) {
            page += " HAVING (-sum(c." + count + "), c.fingerprint) > (?, ?)";
            values.addAll(List.of(-after.count(), after.fingerprint()));
        }
        values.addAll(counters.values());
        values.addAll(counters.values());
        return new Question(
                "WITH page AS MATERIALIZED (" + page + " ORDER BY failures DESC, c.fingerprint LIMIT " + rows + ")"
                        + " SELECT page.*, k.code, k.message, ends.first_at, ends.last_at, s.directory, s.failed_at,"
                        + " t.name, a.deployment, a.error FROM page JOIN error_kind k ON k.fingerprint = page.fingerprint"
                        + " CROSS JOIN LATERAL (SELECT min(o.failed_at) AS first_at, max(n.failed_at) AS last_at FROM "
                        + table + " c LEFT JOIN LATERAL (" + oldest + ") AS o ON true LEFT JOIN LATERAL (" + newest + 1
                        + ") AS n ON true" + counters + "AND c.fingerprint = page.fingerprint) AS ends"
                        + " LEFT JOIN LATERAL (SELECT n.* FROM " + table + " c CROSS JOIN LATERAL (" + newest + SAMPLES
                        + ") AS n" + counters + "AND c.fingerprint = page.fingerprint ORDER BY n.failed_at DESC,"
                        + " n.target DESC LIMIT " + SAMPLES + ") AS s ON true"
                        + " LEFT JOIN target t ON t.id = s.target"
                        + " LEFT JOIN attempt a ON a.run = s.run AND a.attempt = s.attempt"
                        + " ORDER BY page.failures DESC, page.fingerprint, s.failed_at DESC, s.target DESC",
                values);
    }

    private List<ErrorView> page(Question question) {
        Map<String, List<ErrorView.Sample>> samples = new HashMap<>();
        List<ErrorView> errors = new ArrayList<>();
        sql.list(
                question.text(),
                row -> {
                    String fingerprint = row.getString("fingerprint");
                    if (!samples.containsKey(fingerprint)) {
                        samples.put(fingerprint, new ArrayList<>());
                        errors.add(new ErrorView(
                                fingerprint,
                                row.getString("message"),
                                row.getString("code"),
                                row.getLong("failures"),
                                Sql.instant(row, "first_at"),
                                Sql.instant(row, "last_at"),
                                samples.get(fingerprint)));
                    }
                    return row.getString("name") != null
                            && samples.get(fingerprint).add(sample(row));
                },
                question.values());
        return errors;
    }

    private static ErrorView.Sample sample(ResultSet row) throws SQLException {
        RunError error = Json.read(row.getString("error"), new TypeReference<RunError>() {});
        return new ErrorView.Sample(
                row.getString("name"),
                row.getString("directory"),
                row.getObject("deployment", Long.class),
                error == null ? null : error.file(),
                error == null ? null : error.statement(),
                error == null ? null : error.message(),
                Sql.instant(row, "failed_at"));
    }
}
