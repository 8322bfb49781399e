package io.drover.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a careful program does without the engine: a lock, a table of revisions, and each file with its row in one
 * transaction. It knows its statements; it neither cuts nor verifies anything.
 */
final class BareJdbc {

    static final String CREATE = """
            CREATE TABLE IF NOT EXISTS %s (version varchar(255) NOT NULL PRIMARY KEY, description varchar(255) NOT NULL,
              type int NOT NULL, applied int NOT NULL, total int NOT NULL, executed_at timestamp NOT NULL,
              execution_time bigint NOT NULL, error text, error_stmt text, hash varchar(255) NOT NULL,
              partial_hashes text, operator_version varchar(255) NOT NULL)""";

    private BareJdbc() {}

    static void apply(Target target, Workload workload) throws Exception {
        try (Connection connection = target.connect();
                AutoCloseable lock = target.lock(connection)) {
            String table = target.revisionsTable(connection);
            Set<String> applied = applied(connection, table);
            for (int i = 0; i < workload.files().size(); i++) {
                String version = String.valueOf(i + 1);
                if (!applied.contains(version)) {
                    target.begin(connection);
                    execute(connection, workload.files().get(i));
                    insert(connection, table, version, workload.files().get(i).size());
                    target.commit(connection);
                }
            }
        }
    }

    private static Set<String> applied(Connection connection, String table) throws Exception {
        Set<String> applied = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version FROM " + table)) {
            while (rows.next()) {
                applied.add(rows.getString(1));
            }
        }
        return applied;
    }

    private static void execute(Connection connection, List<String> statements) throws Exception {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private static void insert(Connection connection, String table, String version, int statements) throws Exception {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + table + " VALUES (?, 'file', 2, ?, ?, ?, 1000000, '', '', ?, 'null', 'bare')")) {
            insert.setString(1, version);
            insert.setInt(2, statements);
            insert.setInt(3, statements);
            insert.setTimestamp(4, Timestamp.from(Instant.now()));
            insert.setString(5, "GMi7mvWSIHv0I/Wrc2NCGVt9Z5hWZbPa6wL986t7Z2o=");
            insert.executeUpdate();
        }
    }
}
