package io.drover.engine.apply;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** How PostgreSQL stores a revision. */
final class PostgresTypes implements Revisions.Dialect {

    @Override
    public Revisions.ColumnTypes types() {
        return new Revisions.ColumnTypes("character varying", "text", "bigint", "timestamp with time zone", "jsonb");
    }

    @Override
    public String jsonPlaceholder() {
        return "?::jsonb";
    }

    @Override
    public void setTime(PreparedStatement statement, int index, Instant time) throws SQLException {
        statement.setObject(index, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    @Override
    public Instant time(ResultSet rows, int column) throws SQLException {
        Timestamp time = rows.getTimestamp(column);
        return time == null ? Instant.EPOCH : time.toInstant();
    }
}
