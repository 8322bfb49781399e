package io.drover.engine.apply;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads rows as they are found: columns that an older Atlas did not have, or values that are NULL although they may not be,
 * count as their defaults. A damaged row is better than none, since without it its file would run a second time.
 */
final class RevisionRow {

    private final ResultSet rows;
    private final Revisions.Dialect dialect;
    private final Map<String, Integer> columns = new HashMap<>();

    RevisionRow(ResultSet rows, Revisions.Dialect dialect) throws SQLException {
        this.rows = rows;
        this.dialect = dialect;
        ResultSetMetaData row = rows.getMetaData();
        for (int i = 1; i <= row.getColumnCount(); i++) {
            columns.put(row.getColumnLabel(i).toLowerCase(Locale.ROOT), i);
        }
    }

    /** The columns that there are, in lower case. */
    Set<String> columns() {
        return columns.keySet();
    }

    /** Empty in a row that is about no version. */
    String version() throws SQLException {
        return text("version");
    }

    /** @param version what {@link #version} says of this row */
    Revision read(String version) throws SQLException {
        return new Revision(
                version,
                text("description"),
                (int) number("type", Revision.EXECUTED),
                (int) number("applied", 0),
                (int) number("total", 0),
                executedAt(),
                Duration.ofNanos(number("execution_time", 0)),
                text("error"),
                text("error_stmt"),
                text("hash"),
                PartialHashes.parse(text("partial_hashes")),
                text("operator_version"));
    }

    private Instant executedAt() throws SQLException {
        Integer column = columns.get("executed_at");
        return column == null ? Instant.EPOCH : dialect.time(rows, column);
    }

    private String text(String name) throws SQLException {
        Integer column = columns.get(name);
        String text = column == null ? null : rows.getString(column);
        return text == null ? "" : text;
    }

    private long number(String name, long otherwise) throws SQLException {
        Integer column = columns.get(name);
        if (column == null) {
            return otherwise;
        }
        long number = rows.getLong(column);
        return rows.wasNull() ? otherwise : number;
    }
}
