package io.drover.engine.apply;

import io.drover.engine.split.SplitRules;
import io.drover.engine.target.TargetUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
    private final DriverTransaction transaction;
    private final TargetUrl target;
    private final ApplyOptions options;
    private final PostgresPooler pooler;
    private final PostgresCatalog catalog;
    private final String server;
    private final String boundSchema;
    private final String revisionsSchema;
    private final Revisions revisions;
    private String holder;

    private PostgresSession(
            Connection connection,
            TargetUrl target,
            ApplyOptions options,
            String revisionsSchema,
            String server,
            PostgresPooler pooler) {
        this.connection = connection;
        this.transaction = new DriverTransaction(connection);
        this.pooler = pooler;
        this.server = server;
        this.catalog = new PostgresCatalog(connection, revisionsSchema);
        this.target = target;
        this.options = options;
        this.boundSchema = target.schema();
        this.revisionsSchema = revisionsSchema;
        this.revisions = new Revisions(connection, new PostgresTypes(), PostgresCatalog.quoted(revisionsSchema) + ".");
    }

    static Session open(TargetUrl target, ApplyOptions options, Purpose purpose) throws Refusal {
        Connection connection = null;
        boolean ready = false;
        try {
            connection = PostgresConnections.connect(target, options);
            String schema = revisionsSchema(target, options);
            PostgresEntry entry = new PostgresEntry(connection, target, schema, options);
            PostgresServer.Entry atOnce = purpose == Purpose.APPLY ? entry.atOnce() : null;
            PostgresServer server =
                    atOnce == null ? PostgresServer.of(connection) : PostgresServer.entering(connection, atOnce);
            PostgresPooler pooler = PostgresPooler.before(connection, target, server.pid());
            if (purpose != Purpose.READ) {
                pooler.refuseTransactionMode(
                        () -> PostgresConnections.connect(target, options.withApplicationName("drover-pooler")));
            }
            if (purpose == Purpose.INSPECT || (purpose == Purpose.READ && !pooler.isPresent())) {
                PostgresConnections.prepare(connection, options, true);
            }
            PostgresSession session =
                    new PostgresSession(connection, target, options, schema, server.identity(), pooler);
            session.enter(entry, purpose, server.entry());
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

    private void enter(PostgresEntry entry, Purpose purpose, PostgresServer.Entry.Answer begun)
            throws Refusal, SQLException {
        if (purpose == Purpose.INSPECT) {
            holder = entry.look();
        } else if (purpose == Purpose.APPLY) {
            entry.take(begun);
            if (entry.sawRevisions(begun)) {
                catalog.revisionsAreThere();
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
                && catalog.hasRevisionsOfAtlas()) {
            throw new Refusal(new Problem.AmbiguousRevisionTable(boundSchema));
        }
    }

    @Override
    public String identity() {
        return server == null ? null : "postgres:" + server + (boundSchema == null ? "" : "/" + boundSchema);
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
        return catalog.hasRevisions();
    }

    @Override
    public Revisions revisions() {
        return revisions;
    }

    @Override
    public void createRevisions() throws SQLException {
        proveSession();
        if (catalog.hasRevisions()) {
            revisions.addMissingColumns();
            return;
        }
        String schema = catalog.hasRevisionsSchema()
                ? ""
                : "CREATE SCHEMA IF NOT EXISTS " + PostgresCatalog.quoted(revisionsSchema) + "; ";
        execute(schema + revisions.definition());
        catalog.revisionsAreThere();
    }

    @Override
    public String dirt() throws SQLException {
        return catalog.dirt(boundSchema);
    }

    @Override
    public void begin() throws Refusal, SQLException {
        transaction.begin();
        try {
            pooler.proveSession();
        } catch (Refusal e) {
            rollback();
            throw e;
        }
    }

    @Override
    public void commit() throws SQLException {
        transaction.commit();
    }

    @Override
    public void rollback() throws SQLException {
        transaction.rollback();
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
            new DriverTransaction(open).rollback();
            if (!open.isClosed()) {
                new PostgresLock(open, Duration.ZERO).releaseAll();
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
