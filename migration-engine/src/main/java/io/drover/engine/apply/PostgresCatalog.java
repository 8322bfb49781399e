package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What schemas and tables a PostgreSQL database has, in one question each. */
final class PostgresCatalog {

    /** Without a look into the tables of the catalogue, which a fresh session would have to read first. */
    private static final String REVISIONS =
            "SELECT to_regnamespace(?) IS NOT NULL, to_regclass(?) IS NOT NULL, to_regclass(?) IS NOT NULL";

    /**
     * Two simple questions in one round trip: a fresh session needs longer to think of one that joins. What the server
     * itself made is left out below.
     */
    private static final String TABLES = "SELECT oid, nspname FROM pg_namespace;"
            + " SELECT relnamespace, relname FROM pg_class WHERE relkind IN ('r', 'p')";

    private static final long FIRST_OF_USERS = 16_384;
    private static final long PUBLIC = 2_200;

    private final Connection connection;
    private final String revisionsSchema;
    private Known known;
    private boolean revisionsAreThere;

    PostgresCatalog(Connection connection, String revisionsSchema) {
        this.connection = connection;
        this.revisionsSchema = revisionsSchema;
    }

    private record Known(boolean schema, boolean revisions, boolean revisionsOfAtlas) {}

    boolean hasRevisionsSchema() throws SQLException {
        return revisionsAreThere || known().schema();
    }

    boolean hasRevisions() throws SQLException {
        return revisionsAreThere || known().revisions();
    }

    /** Whether there is a revisions table in the schema where Atlas keeps it for a whole database. */
    boolean hasRevisionsOfAtlas() throws SQLException {
        return known().revisionsOfAtlas();
    }

    /** The revisions table and its schema are there from now on. */
    void revisionsAreThere() {
        revisionsAreThere = true;
    }

    private Known known() throws SQLException {
        if (known == null) {
            try (PreparedStatement statement = connection.prepareStatement(REVISIONS)) {
                statement.setString(1, quoted(revisionsSchema));
                statement.setString(2, quoted(revisionsSchema) + "." + Revisions.TABLE);
                statement.setString(3, Revisions.TABLE + "." + Revisions.TABLE);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    known = new Known(rows.getBoolean(1), rows.getBoolean(2), rows.getBoolean(3));
                }
            }
        }
        return known;
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** What a schema holds, or the whole database when it is null, in Atlas's words; null when it is clean. */
    String dirt(String schema) throws SQLException {
        SortedMap<String, SortedSet<String>> tables = tables();
        if (schema != null) {
            return boundDirt(schema, tables.getOrDefault(schema, new TreeSet<>()));
        }
        for (Map.Entry<String, SortedSet<String>> each : tables.entrySet()) {
            String dirt = dirtOf(each.getKey(), each.getValue());
            if (dirt != null) {
                return dirt;
            }
        }
        return null;
    }

    private SortedMap<String, SortedSet<String>> tables() throws SQLException {
        Map<Long, SortedSet<String>> bySchema = new HashMap<>();
        SortedMap<String, SortedSet<String>> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLES);
            try (ResultSet schemas = statement.getResultSet()) {
                while (schemas.next()) {
                    long schema = schemas.getLong(1);
                    String name = schemas.getString(2);
                    if ((schema >= FIRST_OF_USERS || schema == PUBLIC) && !name.startsWith("pg_")) {
                        tables.put(name, new TreeSet<>());
                        bySchema.put(schema, tables.get(name));
                    }
                }
            }
            statement.getMoreResults();
            try (ResultSet found = statement.getResultSet()) {
                while (found.next()) {
                    SortedSet<String> names = bySchema.get(found.getLong(1));
                    if (names != null) {
                        names.add(found.getString(2));
                    }
                }
            }
        }
        return tables;
    }

    private String boundDirt(String schema, SortedSet<String> tables) {
        if (schema.equals(revisionsSchema)) {
            tables.remove(Revisions.TABLE);
        }
        return tables.isEmpty() ? null : found(schema, tables);
    }

    private String dirtOf(String schema, SortedSet<String> tables) {
        boolean ours = schema.equals(revisionsSchema);
        if (tables.isEmpty() && (ours || schema.equals("public"))) {
            return null;
        }
        if (!ours) {
            return "found schema \"" + schema + "\"";
        }
        if (tables.size() > 1) {
            return "found " + tables.size() + " tables in schema \"" + schema + "\"";
        }
        return tables.contains(Revisions.TABLE) ? null : found(schema, tables);
    }

    private static String found(String schema, SortedSet<String> tables) {
        return "found table \"" + tables.first() + "\" in schema \"" + schema + "\"";
    }
}
