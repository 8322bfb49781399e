package io.drover.engine.apply;

import io.drover.engine.split.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proves that a MySQL transaction takes statements back: each changes the rows of one table by name, that table keeps
 * transactions and has no triggers, as far as this user would see them, and nothing that is called may write elsewhere. Every other statement may commit
 * on its own, or leave something behind when it is rolled back.
 */
final class MysqlAtomicity {

    private static final String TABLE = "(?:`(?<quoted%1$d>[^`]+)`|(?<plain%1$d>[A-Za-z_][A-Za-z0-9_$]*))";

    private static final Pattern CHANGES_ROWS =
            Pattern.compile("(?i)^(?:(?:INSERT\\s+(?:IGNORE\\s+)?INTO|REPLACE\\s+INTO|DELETE\\s+FROM)\\s+"
                    + TABLE.formatted(1) + "(?=\\s*\\(|\\s|;|$)(?!\\s*[.,])|UPDATE\\s+" + TABLE.formatted(2)
                    + "\\s+SET\\s)");

    /** What a server may execute although it looks like a comment, and functions of other databases. */
    private static final Pattern DOUBTFUL = Pattern.compile("/\\*M?!|\\.\\s*`?[\\w$]+`?\\s*\\(");

    private static final String UNSAFE = """
            SELECT (SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name IN (%1$s)
                AND table_type = 'BASE TABLE' AND engine = 'InnoDB') <> ?
              OR EXISTS (SELECT 1 FROM information_schema.triggers WHERE event_object_schema = DATABASE()
                AND event_object_table IN (%1$s))
              OR EXISTS (SELECT 1 FROM information_schema.routines WHERE routine_schema = DATABASE()
                AND routine_type = 'FUNCTION')
              OR EXISTS (SELECT 1 FROM information_schema.views WHERE table_schema = DATABASE()
                AND view_definition REGEXP '[.]`[^`]+`[(]')
              OR NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?
                AND engine = 'InnoDB')
              OR NOT EXISTS (SELECT 1 FROM information_schema.user_privileges WHERE privilege_type = 'TRIGGER'
                  AND grantee = %2$s
                UNION ALL SELECT 1 FROM information_schema.schema_privileges WHERE privilege_type = 'TRIGGER'
                  AND grantee = %2$s AND DATABASE() LIKE table_schema)
            """;

    /** Triggers are shown to those only who may make some. */
    private static final String GRANTEE = "CONCAT(QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@',"
            + " QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))";

    /** Waits for locks before it changes anything, and changes one thing. */
    private static final Pattern ONE_CHANGE = Pattern.compile("(?is)^(?:ALTER\\s+(?:IGNORE\\s+)?TABLE|TRUNCATE"
            + "|CREATE\\s+(?:(?:OR\\s+REPLACE|UNIQUE|FULLTEXT|SPATIAL|TEMPORARY)\\s+)*(?:TABLE|INDEX|VIEW)"
            + "|DROP\\s+(?:TABLE|INDEX|VIEW)(?![^;]*,))\\b");

    private MysqlAtomicity() {}

    /** Whether this statement, refused for somebody's locks, surely had no effect. */
    static boolean isOneChange(String sql) {
        int semicolon = sql.indexOf(';');
        boolean single = semicolon < 0 || semicolon == sql.length() - 1;
        boolean copies = sql.toUpperCase(Locale.ROOT).contains("SELECT");
        return single && !copies && ONE_CHANGE.matcher(sql).lookingAt();
    }

    static boolean isProven(Connection connection, String revisionsSchema, List<Statement> statements)
            throws SQLException {
        Set<String> tables = new TreeSet<>();
        for (Statement statement : statements) {
            Matcher changes = CHANGES_ROWS.matcher(statement.text());
            if (!changes.lookingAt() || DOUBTFUL.matcher(statement.text()).find()) {
                return false;
            }
            for (String group : List.of("quoted1", "plain1", "quoted2", "plain2")) {
                if (changes.group(group) != null) {
                    tables.add(changes.group(group));
                }
            }
        }
        return !tables.isEmpty() && areSafe(connection, revisionsSchema, List.copyOf(tables));
    }

    private static boolean areSafe(Connection connection, String revisionsSchema, List<String> tables)
            throws SQLException {
        String places = "?" + ", ?".repeat(tables.size() - 1);
        try (PreparedStatement query = connection.prepareStatement(UNSAFE.formatted(places, GRANTEE))) {
            int at = 1;
            for (String table : tables) {
                query.setString(at++, table);
            }
            query.setInt(at++, tables.size());
            for (String table : tables) {
                query.setString(at++, table);
            }
            query.setString(at++, revisionsSchema);
            query.setString(at, Revisions.TABLE);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && !rows.getBoolean(1);
            }
        }
    }
}
