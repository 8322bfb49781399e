package io.drover.engine.apply;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite's own words. The driver puts its result code and an explanation around them. */
final class SqliteErrors {

    private SqliteErrors() {}

    static DatabaseError of(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return new DatabaseError(String.valueOf(e.getMessage()), null, null, null, false, false);
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        int primary = code.code & 0xff;
        boolean busy = primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code;
        return new DatabaseError(unwrapped(e.getMessage(), code), null, null, code.name(), false, busy);
    }

    private static String unwrapped(String message, SQLiteErrorCode code) {
        String prefix = code + " (";
        if (message != null && message.startsWith(prefix) && message.endsWith(")")) {
            return message.substring(prefix.length(), message.length() - 1);
        }
        return String.valueOf(message);
    }
}
