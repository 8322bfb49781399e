package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One question to a database that is to be answered with true. */
final class CheckQuery {

    private CheckQuery() {}

    /** See {@link CheckPhase#ask}. */
    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (!statement.execute(sql)) {
                return "returned no row";
            }
            try (ResultSet rows = statement.getResultSet()) {
                if (!rows.next()) {
                    return "returned no row";
                }
                if (rows.getMetaData().getColumnCount() > 1) {
                    return "returned more than one column";
                }
                String answer = answer(rows.getObject(1));
                return rows.next() ? "returned more than one row" : answer;
            }
        }
    }

    private static String answer(Object value) {
        if (value == null) {
            return "returned NULL";
        }
        if (value instanceof Boolean truth) {
            return truth ? null : "returned false";
        }
        if (value instanceof Number number) {
            return number.doubleValue() == 0 ? "returned false" : null;
        }
        return switch (value.toString()) {
            case "t", "true", "TRUE", "1" -> null;
            case "f", "false", "FALSE", "0" -> "returned false";
            default -> "returned neither true nor false";
        };
    }
}
