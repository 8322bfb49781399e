package io.drover.engine.apply;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQLite has no time type: times are text, as Atlas's driver writes it, {@code 2024-07-21 11:13:45.5+00:00}. */
final class SqliteTypes implements Revisions.Dialect {

    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral("+00:00")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Pattern READ = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?) ?([+-]\\d\\d:?\\d\\d)?.*");

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
        Matcher matcher = READ.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            return Instant.EPOCH;
        }
        try {
            LocalDateTime local = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2));
            ZoneOffset offset = matcher.group(3) == null ? ZoneOffset.UTC : ZoneOffset.of(matcher.group(3));
            return local.toInstant(offset);
        } catch (DateTimeException e) {
            // No day of any calendar. The time is only shown; the row counts all the same.
            return Instant.EPOCH;
        }
    }
}
