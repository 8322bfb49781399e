package io.drover.engine.apply;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** How MySQL stores a revision. Times go in and out as seconds, so that no time zone has a say. */
final class MysqlTypes implements Revisions.Dialect {

    private static final int LONGEST_STATEMENT = 65_536;
    private static final String SECONDS = "executed_at_seconds";

    @Override
    public Revisions.ColumnTypes types() {
        return new Revisions.ColumnTypes("varchar(255)", "longtext", "bigint", "timestamp", "json");
    }

    @Override
    public String quote() {
        return "`";
    }

    @Override
    public String typeColumnType() {
        return "bigint unsigned";
    }

    @Override
    public String tableOptions() {
        return " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    }

    @Override
    public String columns() {
        return "r.*, UNIX_TIMESTAMP(r.`executed_at`) AS `" + SECONDS + "`";
    }

    @Override
    public String jsonPlaceholder() {
        return "?";
    }

    @Override
    public String timePlaceholder() {
        return "FROM_UNIXTIME(?)";
    }

    /** The time is set to itself: a server of old moves the first timestamp of a table on with every change of a row. */
    @Override
    public String onConflict() {
        return """
                ON DUPLICATE KEY UPDATE "executed_at" = "executed_at", "type" = VALUES("type"),
                  "applied" = VALUES("applied"), "total" = VALUES("total"),
                  "execution_time" = VALUES("execution_time"), "error" = VALUES("error"),
                  "error_stmt" = VALUES("error_stmt"), "hash" = VALUES("hash"),
                  "partial_hashes" = VALUES("partial_hashes"), "operator_version" = VALUES("operator_version")
                """;
    }

    /** A row must not need a larger packet than the statement that it announces. */
    @Override
    public String errorStatement(String statement) {
        return statement.length() > LONGEST_STATEMENT ? statement.substring(0, LONGEST_STATEMENT) + "…" : statement;
    }

    @Override
    public void setTime(PreparedStatement statement, int index, Instant time) throws SQLException {
        statement.setLong(index, time.getEpochSecond());
    }

    @Override
    public Instant time(ResultSet rows, int column) throws SQLException {
        return Instant.ofEpochSecond(rows.getLong(SECONDS));
    }
}
