package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table {@code atlas_schema_revisions} of one target. What differs between databases comes from its dialect. */
class Revisions {

    static final String TABLE = "atlas_schema_revisions";
    private static final String METADATA = ".";

    /** How one database stores a revision. */
    interface Dialect {
        /** Column types of text, number, time and JSON. */
        ColumnTypes types();

        /** Placeholder for a JSON parameter. */
        String jsonPlaceholder();

        void setTime(PreparedStatement statement, int index, Instant time) throws SQLException;

        Instant time(ResultSet rows, int column) throws SQLException;

        /** What names are put in. */
        default String quote() {
            return "\"";
        }

        /** Column type of a revision's type. */
        default String typeColumnType() {
            return types().number();
        }

        /** What follows the columns of the table. */
        default String tableOptions() {
            return "";
        }

        /** What is read of a row of the table {@code r}; {@link #time} must find its column in it. */
        default String columns() {
            return "*";
        }

        /** Placeholder for the parameter that {@link #setTime} sets. */
        default String timePlaceholder() {
            return "?";
        }

        /** What of a statement is stored while it is under way, or when it failed. */
        default String errorStatement(String statement) {
            return statement;
        }

        /** What turns an insert into a change of the row that is there, names in double quotes. */
        default String onConflict() {
            return """
                    ON CONFLICT ("version") DO UPDATE SET "type" = excluded."type", "applied" = excluded."applied",
                      "total" = excluded."total", "execution_time" = excluded."execution_time",
                      "error" = excluded."error", "error_stmt" = excluded."error_stmt", "hash" = excluded."hash",
                      "partial_hashes" = excluded."partial_hashes", "operator_version" = excluded."operator_version"
                    """;
        }
    }

    /** All but the placeholders from the time on, which differ. */
    private static final String INSERTED = """
             ("version", "description", "type", "applied", "total", "executed_at", "execution_time",
              "error", "error_stmt", "hash", "partial_hashes", "operator_version")
            VALUES (?, ?, ?, ?, ?, """;

    record ColumnTypes(String text, String longText, String number, String time, String json) {}

    private static final Set<String> COLUMNS = Set.of(
            "version",
            "description",
            "type",
            "applied",
            "total",
            "executed_at",
            "execution_time",
            "error",
            "error_stmt",
            "hash",
            "partial_hashes",
            "operator_version");

    private final Connection connection;
    private final Dialect dialect;
    private final String table;
    private final String insertInto;
    private boolean seenWhole;

    /** @param schema quoted schema with its dot, empty where there are no schemas */
    Revisions(Connection connection, Dialect dialect, String schema) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = schema + dialect.quote() + TABLE + dialect.quote();
        this.insertInto = "INSERT INTO " + table + INSERTED.replace("\"", dialect.quote());
    }

    /** The statement that makes the table unless it is there. */
    String definition() {
        ColumnTypes types = dialect.types();
        return """
                CREATE TABLE IF NOT EXISTS %1$s (
                  "version" %2$s NOT NULL,
                  "description" %2$s NOT NULL,
                  "type" %7$s NOT NULL DEFAULT 2,
                  "applied" %4$s NOT NULL DEFAULT 0,
                  "total" %4$s NOT NULL DEFAULT 0,
                  "executed_at" %5$s NOT NULL,
                  "execution_time" %4$s NOT NULL,
                  "error" %3$s NULL,
                  "error_stmt" %3$s NULL,
                  "hash" %2$s NOT NULL,
                  "partial_hashes" %6$s NULL,
                  "operator_version" %2$s NOT NULL,
                  PRIMARY KEY ("version")
                )%8$s""".replace("\"", dialect.quote()).formatted(
                table,
                types.text(),
                types.longText(),
                types.number(),
                types.time(),
                types.json(),
                dialect.typeColumnType(),
                dialect.tableOptions());
    }

    /** Makes the table, or what it lacks; does nothing when {@link #read} has seen it whole. */
    void create() throws SQLException {
        if (seenWhole) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(definition());
        }
        addMissingColumns();
    }

    /** A table that an older Atlas made has not all of them. */
    void addMissingColumns() throws SQLException {
        if (seenWhole) {
            return;
        }
        ColumnTypes types = dialect.types();
        Map<String, String> definitions = new LinkedHashMap<>();
        definitions.put("description", types.text() + " NOT NULL DEFAULT ''");
        definitions.put("type", dialect.typeColumnType() + " NOT NULL DEFAULT 2");
        definitions.put("applied", types.number() + " NOT NULL DEFAULT 0");
        definitions.put("total", types.number() + " NOT NULL DEFAULT 0");
        definitions.put("executed_at", types.time() + " NOT NULL DEFAULT '1970-01-02 00:00:00'");
        definitions.put("execution_time", types.number() + " NOT NULL DEFAULT 0");
        definitions.put("error", types.longText() + " NULL");
        definitions.put("error_stmt", types.longText() + " NULL");
        definitions.put("hash", types.text() + " NOT NULL DEFAULT ''");
        definitions.put("partial_hashes", types.json() + " NULL");
        definitions.put("operator_version", types.text() + " NOT NULL DEFAULT ''");
        try (Statement statement = connection.createStatement()) {
            try (ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
                definitions.keySet().removeAll(new RevisionRow(none, dialect).columns());
            }
            for (Map.Entry<String, String> missing : definitions.entrySet()) {
                statement.executeUpdate("ALTER TABLE " + table + " ADD COLUMN " + dialect.quote() + missing.getKey()
                        + dialect.quote() + " " + missing.getValue());
            }
        }
    }

    /** All rows but those that are metadata, in bytewise order of their versions. */
    List<Revision> read() throws SQLException {
        List<Revision> revisions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + dialect.columns() + " FROM " + table + " r")) {
            RevisionRow row = new RevisionRow(rows, dialect);
            seenWhole = row.columns().containsAll(COLUMNS);
            while (rows.next()) {
                String version = row.version();
                if (!version.isEmpty() && !version.startsWith(METADATA)) {
                    revisions.add(row.read(version));
                }
            }
        }
        revisions.sort(Comparator.comparing(Revision::version));
        return revisions;
    }

    /**
     * Writes the first row of a version; fails when there is one. So two executions of a file cannot both be committed,
     * whatever became of their locks.
     */
    void insert(Revision revision) throws SQLException {
        write(revision, "");
    }

    /** Writes the row of a version that has one; its description and its time stay as they are. */
    void update(Revision revision) throws SQLException {
        write(revision, dialect.onConflict().replace("\"", dialect.quote()));
    }

    /** Deletes the row of a version; nothing happens when there is none. */
    void delete(String version) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table + " WHERE version = ?")) {
            delete.setString(1, version);
            delete.executeUpdate();
        }
    }

    private void write(Revision revision, String onConflict) throws SQLException {
        String sql = insertInto + dialect.timePlaceholder() + ", ?, ?, ?, ?, " + dialect.jsonPlaceholder() + ", ?)"
                + onConflict;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, revision.version());
            insert.setString(2, revision.description());
            insert.setLong(3, revision.type());
            insert.setLong(4, revision.applied());
            insert.setLong(5, revision.total());
            dialect.setTime(insert, 6, revision.executedAt());
            insert.setLong(7, revision.executionTime().toNanos());
            insert.setString(8, revision.error());
            insert.setString(9, dialect.errorStatement(revision.errorStatement()));
            insert.setString(10, revision.hash());
            insert.setString(11, PartialHashes.json(revision.partialHashes()));
            insert.setString(12, revision.operatorVersion());
            insert.executeUpdate();
        }
    }
}
