package io.drover.engine.apply;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a MySQL server says of itself and of what it holds. */
final class MysqlCatalog {

    private final Connection connection;
    private Limits limits;

    MysqlCatalog(Connection connection) {
        this.connection = connection;
    }

    static String quoted(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    /** A name as this server tells one from another: some know no difference between upper and lower case. */
    String folded(String name) throws SQLException {
        return name == null || limits().tellsCaseApart() ? name : name.toLowerCase(Locale.ROOT);
    }

    private record Limits(boolean tellsCaseApart, long largestPacket) {}

    private Limits limits() throws SQLException {
        if (limits == null) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT @@lower_case_table_names, @@max_allowed_packet")) {
                rows.next();
                limits = new Limits(rows.getInt(1) == 0, rows.getLong(2));
            }
        }
        return limits;
    }

    /**
     * The name of the server: MySQL keeps one with its data; MariaDB makes one of the machine's network card, which
     * containers share, so the name of the machine belongs to it. Null when it has none.
     */
    String server() throws SQLException {
        Map<String, String> told = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES WHERE Variable_name IN"
                        + " ('server_uuid', 'server_uid', 'hostname', 'datadir')")) {
            while (rows.next()) {
                told.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
            }
        }
        if (told.containsKey("server_uuid")) {
            return "mysql:" + told.get("server_uuid");
        }
        return told.containsKey("server_uid")
                ? "mariadb:" + hash(told.get("server_uid") + "\0" + told.get("hostname") + "\0" + told.get("datadir"))
                : null;
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    /** In bytes. */
    long largestPacket() throws SQLException {
        return limits().largestPacket();
    }

    boolean hasTable(String schema, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?")) {
            query.setString(1, schema);
            query.setString(2, table);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Tables of a schema in the order of their names. */
    List<String> tables(String schema) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT table_name FROM information_schema.tables WHERE table_schema = ?"
                        + " AND table_type = 'BASE TABLE' ORDER BY table_name")) {
            query.setString(1, schema);
            try (ResultSet rows = query.executeQuery()) {
                return names(rows);
            }
        }
    }

    /** Schemas that are not the server's own. */
    List<String> schemas() throws SQLException {
        return names("SELECT schema_name FROM information_schema.schemata WHERE lower(schema_name) NOT IN"
                + " ('information_schema', 'mysql', 'performance_schema', 'sys') ORDER BY schema_name");
    }

    /** What a server without revisions holds, in Atlas's words; null when nothing. */
    String dirtOfServer(String revisionsSchema) throws SQLException {
        List<String> schemas = schemas();
        if (schemas.size() > 1) {
            return "found multiple schemas: " + schemas.size();
        }
        if (schemas.isEmpty()) {
            return null;
        }
        String schema = schemas.get(0);
        if (!schema.equals(revisionsSchema)) {
            return "found schema \"" + schema + "\"";
        }
        List<String> tables = new ArrayList<>(tables(schema));
        tables.remove(Revisions.TABLE);
        return tables.isEmpty() ? null : "found table \"" + tables.get(0) + "\" in schema \"" + schema + "\"";
    }

    private List<String> names(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return names(rows);
        }
    }

    private static List<String> names(ResultSet rows) throws SQLException {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
            names.add(rows.getString(1));
        }
        return names;
    }
}
