package io.drover.engine.apply;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads rows as they are found: columns that an older Atlas did not have, or values that are NULL although they may not be,
 * count as their defaults. A damaged row is better than none, since without it its file would run a second time.
 */
final class RevisionRow {

    private final ResultSet rows;
    private final Revisions.Dialect dialect;
    private final Set<String> columns = new HashSet<>();

    RevisionRow(ResultSet rows, Revisions.Dialect dialect) throws SQLException {
        this.rows = rows;
        this.dialect = dialect;
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            columns.add(rows.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
    }

    /** The columns that there are, in lower case. */
    Set<String> columns() {
        return columns;
    }

    /** Empty in a row that is about no version. */
    String version() throws SQLException {
        return text("version");
    }

    Revision read() throws SQLException {
        return new Revision(
                version(),
                text("description"),
                (int) number("type", Revision.EXECUTED),
                (int) number("applied", 0),
                (int) number("total", 0),
                has("executed_at") ? dialect.time(rows, "executed_at") : Instant.EPOCH,
                Duration.ofNanos(number("execution_time", 0)),
                text("error"),
                text("error_stmt"),
                text("hash"),
                has("partial_hashes") ? PartialHashes.parse(rows.getString("partial_hashes")) : List.of(),
                text("operator_version"));
    }

    private boolean has(String column) {
        return columns.contains(column);
    }

    private String text(String column) throws SQLException {
        String text = has(column) ? rows.getString(column) : null;
        return text == null ? "" : text;
    }

    private long number(String column, long otherwise) throws SQLException {
        if (!has(column)) {
            return otherwise;
        }
        long number = rows.getLong(column);
        return rows.wasNull() ? otherwise : number;
    }
}
