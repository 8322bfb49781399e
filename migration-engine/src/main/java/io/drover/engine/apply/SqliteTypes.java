package io.drover.engine.apply;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** SQLite has no time type: times are text, as Atlas's driver writes it, {@code 2024-07-21 11:13:45.5+00:00}. */
final class SqliteTypes implements Revisions.Dialect {

    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral("+00:00")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public Revisions.ColumnTypes types() {
        return new Revisions.ColumnTypes("text", "text", "integer", "datetime", "json");
    }

    @Override
    public String jsonPlaceholder() {
        return "?";
    }

    @Override
    public void setTime(PreparedStatement statement, int index, Instant time) throws SQLException {
        statement.setString(index, WRITTEN.format(time));
    }

    @Override
    public Instant time(ResultSet rows, int column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? Instant.EPOCH : SqliteTime.read(text);
    }
}
