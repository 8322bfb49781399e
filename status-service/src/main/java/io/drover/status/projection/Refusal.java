package io.drover.status.projection;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;

/** Tells a failure that what was to be written brings with it from one that passes. */
final class Refusal {
    /** Data that does not fit, a broken rule of a table, a value that is too large: classes of SQLSTATE. */
    private static final List<String> OF_CONTENT = List.of("22", "23", "54");

    private static final String UNDEFINED_TABLE = "42P01";

    private static final List<Class<? extends Exception>> FAULTS_OF_CONTENT = List.of(
            NullPointerException.class,
            IllegalArgumentException.class,
            ClassCastException.class,
            ArithmeticException.class,
            DateTimeException.class,
            IndexOutOfBoundsException.class);

    private Refusal() {}

    /** True when it will fail however often it is tried. */
    static boolean isOfContent(Throwable failure) {
        String state = sqlState(failure);
        if (state != null) {
            return OF_CONTENT.stream().anyMatch(state::startsWith);
        }
        return FAULTS_OF_CONTENT.stream().anyMatch(fault -> fault.isInstance(failure));
    }

    /** True when the database is not the one that this process has made its tables in and written to. */
    static boolean isOfAnotherDatabase(Throwable failure) {
        return failure instanceof Progress.ViewsReplaced || UNDEFINED_TABLE.equals(sqlState(failure));
    }

    /** Empty for a failure of the database without a state, null for one that is not the database's. */
    private static String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() == null ? "" : sql.getSQLState();
            }
        }
        return null;
    }
}
