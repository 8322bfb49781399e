package io.drover.engine.apply;

import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import io.drover.engine.target.MysqlParameters;
import io.drover.engine.target.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.mariadb.jdbc.util.constants.ServerStatus;

/**
 * A database of a MySQL or MariaDB server, or the whole server when the URL names no database. These servers commit at
 * every statement that changes the schema, so a file is one transaction only when {@link MysqlAtomicity} proves that it
 * can be.
 */
final class MysqlSession implements Session {

    private static final int PACKET_OVERHEAD = 64;

    private final TargetUrl target;
    private final ApplyOptions options;
    private final Connection connection;
    private final DriverTransaction transaction;
    private final MysqlCatalog catalog;
    private final String database;
    private final String revisionsSchema;
    private final Revisions revisions;
    private final MysqlDeadline deadline;
    private Boolean revisionsAreThere;
    private String holder;

    private MysqlSession(TargetUrl target, ApplyOptions options, Connection connection, String revisionsSchema) {
        this.target = target;
        this.options = options;
        this.connection = connection;
        this.transaction = new DriverTransaction(connection);
        this.catalog = new MysqlCatalog(connection);
        this.database = target.database();
        this.revisionsSchema = revisionsSchema;
        this.revisions = new Revisions(connection, new MysqlTypes(), MysqlCatalog.quoted(revisionsSchema) + ".");
        this.deadline = new MysqlDeadline(connection, options.statementTimeout());
    }

    static Session open(TargetUrl target, ApplyOptions options, Purpose purpose) throws Refusal {
        Connection connection = null;
        boolean ready = false;
        try {
            connection = MysqlConnections.open(target, options);
            String schema = Objects.requireNonNullElse(
                    options.revisionsSchema(), Objects.requireNonNullElse(target.database(), Revisions.TABLE));
            MysqlSession session = new MysqlSession(target, options, connection, schema);
            session.prepare(purpose);
            if (purpose != Purpose.READ) {
                MysqlEntry entry = new MysqlEntry(
                        connection, session.catalog.folded(target.database()), session.catalog.folded(schema), options);
                session.holder = purpose == Purpose.INSPECT ? entry.look() : entry.take();
            }
            session.refuseAmbiguity();
            ready = true;
            return session;
        } catch (SQLException e) {
            DatabaseError error = MysqlErrors.of(e);
            throw new Refusal(new Problem.Unreachable(target.redacted(), error.message(), error.sqlState(), false));
        } finally {
            if (!ready && connection != null) {
                closed(connection);
            }
        }
    }

    private void prepare(Purpose purpose) throws SQLException, Refusal {
        for (String variable : target.parameters().keySet()) {
            if (MysqlParameters.SESSION_VARIABLES.contains(variable)) {
                run("SET SESSION " + variable + " = "
                        + MysqlConnections.literal(target.parameters().get(variable)));
            }
        }
        long seconds = options.dbLockTimeout().isZero()
                ? 31_536_000
                : Math.max(1, options.dbLockTimeout().plusMillis(999).toSeconds());
        run("SET SESSION lock_wait_timeout = " + seconds + ", SESSION innodb_lock_wait_timeout = " + seconds);
        if (purpose != Purpose.APPLY) {
            run("SET SESSION TRANSACTION READ ONLY");
        }
        deadline.prepare();
    }

    private void refuseAmbiguity() throws SQLException, Refusal {
        if (options.revisionsSchema() == null
                && database != null
                && !database.equals(Revisions.TABLE)
                && !hasRevisions()
                && catalog.hasTable(Revisions.TABLE, Revisions.TABLE)) {
            throw new Refusal(new Problem.AmbiguousRevisionTable(database));
        }
    }

    @Override
    public String identity() throws SQLException {
        String server = catalog.server();
        return server == null || database == null ? server : server + "/" + catalog.folded(database);
    }

    @Override
    public String holder() {
        return holder;
    }

    @Override
    public SplitRules splitRules() {
        return SplitRules.MYSQL;
    }

    /** Asked once: while the lock is held, nobody else makes or drops it. */
    @Override
    public boolean hasRevisions() throws SQLException {
        if (revisionsAreThere == null) {
            revisionsAreThere = catalog.hasTable(revisionsSchema, Revisions.TABLE);
        }
        return revisionsAreThere;
    }

    @Override
    public Revisions revisions() {
        return revisions;
    }

    @Override
    public void createRevisions() throws SQLException {
        if (hasRevisions()) {
            revisions.addMissingColumns();
            return;
        }
        if (!revisionsSchema.equals(database) && !catalog.schemas().contains(revisionsSchema)) {
            run("CREATE DATABASE IF NOT EXISTS " + MysqlCatalog.quoted(revisionsSchema));
        }
        revisions.create();
        revisionsAreThere = true;
    }

    @Override
    public String dirt() throws SQLException {
        if (database == null) {
            return catalog.dirtOfServer(revisionsSchema);
        }
        List<String> tables = new ArrayList<>(catalog.tables(database));
        if (database.equals(revisionsSchema)) {
            tables.remove(Revisions.TABLE);
        }
        return tables.isEmpty() ? null : "found table \"" + tables.get(0) + "\" in schema \"" + database + "\"";
    }

    @Override
    public boolean atomic(List<Statement> statements) throws SQLException {
        return MysqlAtomicity.isProven(connection, revisionsSchema, statements);
    }

    @Override
    public void begin() throws SQLException {
        transaction.begin();
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
    public boolean mayBegin(String sql) {
        return true;
    }

    @Override
    public boolean beginsByItself() {
        return (serverStatus() & ServerStatus.AUTOCOMMIT) == 0;
    }

    @Override
    public boolean commitsWithBegin() {
        return true;
    }

    @Override
    public void endOwnTransaction() throws SQLException {
        run("ROLLBACK");
        run("SET SESSION autocommit = 1");
    }

    @Override
    public boolean hadNoEffect(String sql) {
        return MysqlAtomicity.isOneChange(sql) && !inTransaction();
    }

    @Override
    public BlockerWatch watch() {
        try {
            long id = connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
            return new ServerBlockers(
                    () -> MysqlConnections.open(target, options.withApplicationName("drover-blockers")),
                    new MysqlBlockers(id),
                    options.dbLockTimeout());
        } catch (SQLException e) {
            return BlockerWatch.BLIND;
        }
    }

    @Override
    public CheckPhase checkPhase() throws SQLException {
        return new MysqlCheckPhase(connection);
    }

    /** As text and nothing else. All results are read: the error of a procedure may come after its first rows. */
    @Override
    public void execute(String sql) throws SQLException {
        refuseTooLarge(sql);
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(1_000);
            deadline.watch(statement, () -> {
                boolean rows = statement.execute(sql);
                while (rows || statement.getUpdateCount() != -1) {
                    rows = statement.getMoreResults();
                }
            });
        }
    }

    /** Before it is sent: the server answers a packet that is too large by closing the connection. */
    private void refuseTooLarge(String sql) throws SQLException {
        long largestPacket = catalog.largestPacket();
        long bytes = sql.getBytes(StandardCharsets.UTF_8).length;
        if (bytes + PACKET_OVERHEAD > largestPacket) {
            throw new SQLException(
                    "the statement has " + bytes + " bytes, and max_allowed_packet of the server is " + largestPacket,
                    "HY000",
                    MysqlErrors.PACKET_TOO_LARGE);
        }
    }

    /** The driver hears it with every answer but a failure, and then it is as before. */
    @Override
    public boolean inTransaction() {
        return (serverStatus() & ServerStatus.IN_TRANSACTION) != 0;
    }

    private int serverStatus() {
        try {
            return connection
                    .unwrap(org.mariadb.jdbc.Connection.class)
                    .getContext()
                    .getServerStatus();
        } catch (SQLException e) {
            throw new IllegalStateException("the driver is not MariaDB's", e);
        }
    }

    @Override
    public DatabaseError error(SQLException e) {
        return MysqlErrors.of(e);
    }

    private void run(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        closed(connection);
    }

    /**
     * Closing ends the session, and the server then rolls back and gives its locks back by itself. A connection that is
     * lost cannot be closed properly, and need not be.
     */
    private static boolean closed(Connection connection) {
        try {
            connection.close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
