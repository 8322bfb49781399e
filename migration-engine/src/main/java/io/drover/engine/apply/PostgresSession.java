package io.drover.engine.apply;

import io.drover.engine.split.SplitRules;
import io.drover.engine.target.TargetUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** A PostgreSQL database, or one schema of it when the URL binds one. */
final class PostgresSession implements Session {

    private static final Pattern COMMITS_IN_BETWEEN =
            Pattern.compile("(?i)\\bCONCURRENTLY\\b|^\\s*(CALL|DO|VACUUM|CLUSTER|REINDEX|ALTER\\s+SYSTEM|ANALYZE)\\b");

    private final Connection connection;
    private final TargetUrl target;
    private final ApplyOptions options;
    private final PostgresPooler pooler;
    private final String boundSchema;
    private final String revisionsSchema;
    private final Revisions revisions;
    private String holder;

    private PostgresSession(
            Connection connection,
            TargetUrl target,
            ApplyOptions options,
            String revisionsSchema,
            PostgresPooler pooler) {
        this.connection = connection;
        this.pooler = pooler;
        this.target = target;
        this.options = options;
        this.boundSchema = target.schema();
        this.revisionsSchema = revisionsSchema;
        this.revisions = new Revisions(connection, new PostgresTypes(), quoted(revisionsSchema) + ".");
    }

    static Session open(TargetUrl target, ApplyOptions options, Purpose purpose) throws Refusal {
        Connection connection = null;
        boolean ready = false;
        try {
            connection = PostgresConnections.connect(target, options);
            PostgresPooler pooler = PostgresPooler.before(connection, target);
            if (purpose != Purpose.READ) {
                pooler.refuseTransactionMode(
                        () -> PostgresConnections.connect(target, options.withApplicationName("drover-pooler")));
            }
            if (purpose != Purpose.READ || !pooler.isPresent()) {
                PostgresConnections.prepare(connection, options, purpose != Purpose.APPLY);
            }
            String schema = revisionsSchema(target, options);
            PostgresSession session = new PostgresSession(connection, target, options, schema, pooler);
            if (purpose != Purpose.READ) {
                PostgresEntry entry = new PostgresEntry(connection, target, schema, options);
                session.holder = purpose == Purpose.INSPECT ? entry.look() : entry.take();
            }
            session.refuseAmbiguity(options);
            ready = true;
            return session;
        } catch (SQLException e) {
            DatabaseError error = PostgresErrors.of(e);
            throw new Refusal(
                    new Problem.Unreachable(target.redacted(), explained(error.message()), error.sqlState(), false));
        } finally {
            if (!ready && connection != null) {
                closed(connection);
            }
        }
    }

    private static String explained(String message) {
        return message.contains("unsupported startup parameter")
                ? message + " (a connection pooler answers here; give the URL of the PostgreSQL server itself)"
                : message;
    }

    private static String revisionsSchema(TargetUrl target, ApplyOptions options) {
        String bound = Objects.requireNonNullElse(target.schema(), Revisions.TABLE);
        return Objects.requireNonNullElse(options.revisionsSchema(), bound);
    }

    private void refuseAmbiguity(ApplyOptions options) throws SQLException, Refusal {
        if (options.revisionsSchema() == null
                && boundSchema != null
                && !boundSchema.equals(Revisions.TABLE)
                && !hasRevisions()
                && hasRevisions(Revisions.TABLE)) {
            throw new Refusal(new Problem.AmbiguousRevisionTable(boundSchema));
        }
    }

    @Override
    public String identity() throws SQLException {
        try {
            List<String> names = names("SELECT system_identifier || '/' ||"
                    + " (SELECT oid FROM pg_database WHERE datname = current_database()) FROM pg_control_system()");
            return "postgres:" + names.get(0) + (boundSchema == null ? "" : "/" + boundSchema);
        } catch (SQLException e) {
            if (PostgresErrors.of(e).lost()) {
                throw e;
            }
            // A server that does not tell is as good as any other.
            return null;
        }
    }

    @Override
    public String holder() {
        return holder;
    }

    @Override
    public SplitRules splitRules() {
        return SplitRules.POSTGRES;
    }

    @Override
    public boolean hasRevisions() throws SQLException {
        return hasRevisions(revisionsSchema);
    }

    private boolean hasRevisions(String schema) throws SQLException {
        return tables(schema).contains(Revisions.TABLE);
    }

    @Override
    public Revisions revisions() {
        return revisions;
    }

    @Override
    public void createRevisions() throws SQLException {
        proveSession();
        if (!names("SELECT nspname FROM pg_namespace").contains(revisionsSchema)) {
            execute("CREATE SCHEMA IF NOT EXISTS " + quoted(revisionsSchema));
        }
        revisions.create();
    }

    @Override
    public String dirt() throws SQLException {
        if (boundSchema != null) {
            List<String> tables = new ArrayList<>(tables(boundSchema));
            if (boundSchema.equals(revisionsSchema)) {
                tables.remove(Revisions.TABLE);
            }
            return tables.isEmpty() ? null : "found table \"" + tables.get(0) + "\" in schema \"" + boundSchema + "\"";
        }
        for (String schema : names("SELECT nspname FROM pg_namespace WHERE nspname <> 'information_schema'"
                + " AND nspname !~ '^pg_' ORDER BY nspname")) {
            String dirt = dirtOf(schema, tables(schema));
            if (dirt != null) {
                return dirt;
            }
        }
        return null;
    }

    private String dirtOf(String schema, List<String> tables) {
        if (tables.isEmpty() && (schema.equals("public") || schema.equals(revisionsSchema))) {
            return null;
        }
        if (!schema.equals(revisionsSchema)) {
            return "found schema \"" + schema + "\"";
        }
        if (tables.size() > 1) {
            return "found " + tables.size() + " tables in schema \"" + schema + "\"";
        }
        return tables.contains(Revisions.TABLE)
                ? null
                : "found table \"" + tables.get(0) + "\" in schema \"" + schema + "\"";
    }

    @Override
    public void begin() throws Refusal, SQLException {
        connection.setAutoCommit(false);
        try {
            pooler.proveSession();
        } catch (Refusal e) {
            rollback();
            throw e;
        }
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void rollback() throws SQLException {
        if (!connection.isClosed() && !connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public boolean rollsBackWhole() {
        return true;
    }

    @Override
    public boolean inTransaction() {
        try {
            return connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
        } catch (SQLException e) {
            return false;
        }
    }

    /** What commits in between, and what a text of several statements did, is not known by its failure. */
    @Override
    public boolean hadNoEffect(String sql) {
        int semicolon = sql.indexOf(';');
        boolean single = semicolon < 0 || semicolon == sql.length() - 1;
        return single && !COMMITS_IN_BETWEEN.matcher(sql).find() && !inTransaction();
    }

    @Override
    public BlockerWatch watch() {
        try {
            int pid = connection.unwrap(PGConnection.class).getBackendPID();
            return new ServerBlockers(
                    () -> PostgresConnections.open(target, options.withApplicationName("drover-blockers"), true),
                    new PostgresBlockers(pid),
                    options.dbLockTimeout());
        } catch (SQLException e) {
            return BlockerWatch.BLIND;
        }
    }

    @Override
    public CheckPhase checkPhase() throws SQLException {
        return new PostgresCheckPhase(connection);
    }

    @Override
    public void execute(String sql) throws SQLException {
        if (connection.getAutoCommit()) {
            proveSession();
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private void proveSession() throws SQLException {
        try {
            pooler.proveSession();
        } catch (Refusal e) {
            throw new SQLException(e.problem().sentence(), e);
        }
    }

    @Override
    public DatabaseError error(SQLException e) {
        return PostgresErrors.of(e);
    }

    private List<String> tables(String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relkind IN ('r', 'p') ORDER BY c.relname")) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                return names(rows);
            }
        }
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

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() {
        closed(connection);
    }

    /**
     * Closing ends the session, and the server then gives its locks back by itself; doing it here only spares the next
     * one a poll. A connection that is lost cannot be closed properly, and need not be.
     */
    private static boolean closed(Connection connection) {
        try (Connection open = connection) {
            if (open.isClosed()) {
                return true;
            }
            if (!open.getAutoCommit()) {
                open.rollback();
                open.setAutoCommit(true);
            }
            new PostgresLock(open, Duration.ZERO).releaseAll();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
