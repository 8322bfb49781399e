package io.drover.engine.apply;

import io.drover.engine.target.TargetUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/** Turns a target URL into a connection. */
final class SqliteConnections {

    private static final Set<String> YES = Set.of("1", "on", "true", "yes");

    private SqliteConnections() {}

    /** Opens a file, or a database in memory. */
    static Connection open(TargetUrl target, String file, ApplyOptions options, boolean readOnly) throws SQLException {
        boolean create = options.mayCreateFile() && !readOnly;
        SQLiteConnection connection =
                JDBC.createConnection("jdbc:sqlite:" + file, properties(enforcesForeignKeys(target), create));
        try {
            connection.setBusyTimeout(wait(options));
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Only what differs: the driver makes a statement of each property that it could set, whatever its value. */
    private static Properties properties(boolean foreignKeys, boolean create) {
        Properties properties = new Properties();
        // Else the driver asks for the last key after each statement that it takes for an insert.
        properties.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
        if (foreignKeys) {
            properties.setProperty(SQLiteConfig.Pragma.FOREIGN_KEYS.pragmaName, "on");
        }
        if (!create) {
            SQLiteConfig config = new SQLiteConfig();
            config.resetOpenMode(SQLiteOpenMode.CREATE);
            properties.setProperty(SQLiteConfig.Pragma.OPEN_MODE.pragmaName, String.valueOf(config.getOpenModeFlags()));
        }
        return properties;
    }

    private static boolean enforcesForeignKeys(TargetUrl target) {
        return YES.contains(
                target.parameters().getOrDefault("_fk", target.parameters().getOrDefault("_foreign_keys", "0")));
    }

    private static int wait(ApplyOptions options) {
        return options.dbLockTimeout().isZero()
                ? Integer.MAX_VALUE
                : (int) Math.min(Integer.MAX_VALUE, options.dbLockTimeout().toMillis());
    }
}
