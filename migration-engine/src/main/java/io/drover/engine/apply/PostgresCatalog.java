package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What schemas and tables a PostgreSQL database has, in one question each. */
final class PostgresCatalog {

    private static final String REVISIONS = """
            SELECT n.nspname, EXISTS (SELECT 1 FROM pg_class c
              WHERE c.relnamespace = n.oid AND c.relname = ? AND c.relkind IN ('r', 'p'))
            FROM pg_namespace n WHERE n.nspname IN (?, ?)
            """;

    private static final String TABLES = """
            SELECT n.nspname, count(c.relname),
              coalesce(min(c.relname::text COLLATE "C") FILTER (WHERE c.relname <> ?), min(c.relname::text)),
              coalesce(bool_or(c.relname = ?), false)
            FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p')
            WHERE n.nspname = coalesce(?, n.nspname) AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            GROUP BY n.nspname ORDER BY n.nspname
            """;

    private final Connection connection;
    private final String revisionsSchema;
    private Map<String, Boolean> known;

    PostgresCatalog(Connection connection, String revisionsSchema) {
        this.connection = connection;
        this.revisionsSchema = revisionsSchema;
    }

    boolean hasRevisionsSchema() throws SQLException {
        return known().containsKey(revisionsSchema);
    }

    boolean hasRevisions() throws SQLException {
        return hasRevisions(revisionsSchema);
    }

    /** Whether there is a revisions table in its own schema or, asked with the other name, where Atlas looks for it last. */
    boolean hasRevisions(String schema) throws SQLException {
        return known().getOrDefault(schema, false);
    }

    /** The revisions table and its schema are there from now on. */
    void revisionsAreThere() throws SQLException {
        known().put(revisionsSchema, true);
    }

    private Map<String, Boolean> known() throws SQLException {
        if (known == null) {
            Map<String, Boolean> found = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(REVISIONS)) {
                statement.setString(1, Revisions.TABLE);
                statement.setString(2, revisionsSchema);
                statement.setString(3, Revisions.TABLE);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.put(rows.getString(1), rows.getBoolean(2));
                    }
                }
            }
            known = found;
        }
        return known;
    }

    /** What a schema holds, or the whole database when it is null, in Atlas's words; null when it is clean. */
    String dirt(String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, Revisions.TABLE);
            statement.setString(2, Revisions.TABLE);
            statement.setString(3, schema);
            try (ResultSet rows = statement.executeQuery()) {
                String dirt = null;
                while (dirt == null && rows.next()) {
                    dirt = dirt(rows, schema != null);
                }
                return dirt;
            }
        }
    }

    private String dirt(ResultSet row, boolean bound) throws SQLException {
        String schema = row.getString(1);
        int tables = row.getInt(2);
        boolean ours = schema.equals(revisionsSchema);
        boolean onlyRevisions = ours && tables == 1 && row.getBoolean(4);
        if (onlyRevisions || (tables == 0 && (bound || ours || schema.equals("public")))) {
            return null;
        }
        if (!bound && !ours) {
            return "found schema \"" + schema + "\"";
        }
        return !bound && tables > 1
                ? "found " + tables + " tables in schema \"" + schema + "\""
                : "found table \"" + row.getString(3) + "\" in schema \"" + schema + "\"";
    }
}
