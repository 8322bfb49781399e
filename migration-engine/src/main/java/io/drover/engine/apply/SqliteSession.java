package io.drover.engine.apply;

import io.drover.engine.split.SplitRules;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A SQLite file, or a database in memory. */
final class SqliteSession implements Session {

    private final Connection connection;
    private final SqliteLock lock;
    private final SqliteDeadline deadline;
    private final Revisions revisions;
    private String holder;
    private boolean inTransaction;
    private Boolean foreignKeysKnown;
    private boolean neverMigrated;
    private boolean foreignKeys;
    private List<String> violationsBefore = List.of();

    private SqliteSession(Connection connection, SqliteLock lock, SqliteDeadline deadline) {
        this.connection = connection;
        this.lock = lock;
        this.deadline = deadline;
        this.revisions = new Revisions(connection, new SqliteTypes(), "");
    }

    static Session open(TargetUrl target, ApplyOptions options, Purpose purpose) throws Refusal {
        String schema = options.revisionsSchema();
        if (schema != null && !schema.equals("main")) {
            throw new Refusal(new Problem.UnsupportedOption(
                    null, "cannot store revisions-table in a separate schema (\"" + schema + "\") with SQLite driver"));
        }
        boolean readOnly = purpose != Purpose.APPLY;
        if (target.isMemory()) {
            return connect(target, ":memory:", options, null, readOnly);
        }
        try {
            Path file = realPath(target.file());
            boolean there = isThere(file, options);
            if (!readOnly) {
                return openLocked(target, file, options);
            }
            if (there && purpose == Purpose.INSPECT) {
                return openUnlessHeld(target, file, options);
            }
            return connect(target, there ? file.toString() : ":memory:", options, null, true);
        } catch (IOException e) {
            throw new Refusal(new Problem.Unreachable(target.redacted(), e.toString(), null, false));
        }
    }

    private static Session openUnlessHeld(TargetUrl target, Path file, ApplyOptions options)
            throws Refusal, IOException {
        SqliteLock lock;
        try {
            lock = SqliteLock.take(file, options.applicationName(), Duration.ZERO);
        } catch (Refusal e) {
            SqliteSession session = connect(target, file.toString(), options, null, true);
            session.holder = e.problem() instanceof Problem.LockHeld held ? held.holder() : null;
            return session;
        }
        try {
            return connect(target, file.toString(), options, lock, true);
        } catch (Refusal | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Session openLocked(TargetUrl target, Path file, ApplyOptions options) throws Refusal, IOException {
        String name = options.applicationName();
        String holder =
                name != null ? name : "drover:pid-" + ProcessHandle.current().pid();
        SqliteLock lock = SqliteLock.take(file, holder, options.lockTimeout());
        try {
            if (options.lockCompat() == LockCompat.ATLAS) {
                lock.takeOfAtlas(options.lockTimeout());
            }
            // The file may have gone or come while this waited.
            isThere(file, options);
            return connect(target, file.toString(), options, lock, false);
        } catch (Refusal | IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Links are followed, so that two names of one file have one lock. */
    private static Path realPath(Path file) throws IOException, Refusal {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw missing(file, "the folder of the SQLite file " + file + " does not exist");
        }
        return folder.toRealPath().resolve(file.getFileName());
    }

    private static boolean isThere(Path file, ApplyOptions options) throws Refusal {
        if (Files.isDirectory(file)) {
            throw missing(file, file + " is a folder, not a SQLite file");
        }
        boolean there = Files.exists(file);
        if (!there && !options.mayCreateFile()) {
            throw missing(file, "the SQLite file " + file + " does not exist and may not be created");
        }
        return there;
    }

    private static Refusal missing(Path file, String message) {
        return new Refusal(new Problem.TargetMissing(file.toString(), message));
    }

    private static SqliteSession connect(
            TargetUrl target, String file, ApplyOptions options, SqliteLock lock, boolean readOnly) throws Refusal {
        try {
            Connection connection = SqliteConnections.open(target, file, options, readOnly);
            SqliteSession session =
                    new SqliteSession(connection, lock, new SqliteDeadline(connection, options.statementTimeout()));
            if (readOnly) {
                session.run("PRAGMA query_only = on");
            }
            return session;
        } catch (SQLException e) {
            DatabaseError error = SqliteErrors.of(e);
            throw new Refusal(new Problem.Unreachable(target.redacted(), error.message(), error.sqlState(), false));
        }
    }

    @Override
    public String identity() {
        return null;
    }

    @Override
    public String holder() {
        return holder;
    }

    @Override
    public SplitRules splitRules() {
        return SplitRules.SQLITE;
    }

    @Override
    public boolean hasRevisions() throws SQLException {
        neverMigrated = names(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = '" + Revisions.TABLE + "'")
                .isEmpty();
        return !neverMigrated;
    }

    /** Most files have revisions, so these are asked for first: each question locks the file and has its price. */
    @Override
    public List<Revision> history() throws SQLException {
        try {
            return revisions.read();
        } catch (SQLException e) {
            if (hasRevisions()) {
                throw e;
            }
            return List.of();
        }
    }

    @Override
    public Revisions revisions() {
        return revisions;
    }

    @Override
    public void createRevisions() throws SQLException {
        if (neverMigrated) {
            run(revisions.definition());
            neverMigrated = false;
        } else {
            revisions.create();
        }
    }

    @Override
    public String dirt() throws SQLException {
        List<String> tables = names("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                + " AND name <> '" + Revisions.TABLE + "' ORDER BY name");
        if (tables.isEmpty()) {
            return null;
        }
        return tables.size() == 1 ? "found table \"" + tables.get(0) + "\"" : "found multiple tables: " + tables.size();
    }

    @Override
    public void begin() throws Refusal, SQLException {
        // Inside a transaction this pragma would have no effect.
        foreignKeys = foreignKeysAreOn();
        if (foreignKeys) {
            run("PRAGMA foreign_keys = off");
        }
        try {
            run("BEGIN IMMEDIATE");
        } catch (SQLException e) {
            restoreForeignKeys();
            throw e;
        }
        inTransaction = true;
        violationsBefore = foreignKeys ? violations() : List.of();
    }

    /** Only a statement outside of a transaction can change it. */
    private boolean foreignKeysAreOn() throws SQLException {
        if (foreignKeysKnown == null) {
            foreignKeysKnown = names("PRAGMA foreign_keys").contains("1");
        }
        return foreignKeysKnown;
    }

    @Override
    public void commit() throws SQLException {
        if (foreignKeys) {
            List<String> fresh = new ArrayList<>(violations());
            fresh.removeAll(violationsBefore);
            if (!fresh.isEmpty()) {
                rollback();
                throw new SQLException("sql/sqlite: foreign key mismatch: [" + String.join(" ", fresh) + "]");
            }
        }
        try {
            run("COMMIT");
        } catch (SQLException e) {
            rollback();
            throw e;
        }
        inTransaction = false;
        restoreForeignKeys();
    }

    @Override
    public void rollback() throws SQLException {
        if (inTransaction) {
            inTransaction = false;
            try {
                run("ROLLBACK");
            } finally {
                restoreForeignKeys();
            }
        }
    }

    @Override
    public boolean rollsBackWhole() {
        return true;
    }

    /** SQLite has no question for it, but refuses a transaction inside of one. */
    @Override
    public boolean inTransaction() {
        try {
            run("BEGIN");
            run("ROLLBACK");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public boolean hadNoEffect(String sql) {
        return isSingle(sql) && !inTransaction();
    }

    private static boolean isSingle(String sql) {
        int semicolon = sql.indexOf(';');
        return semicolon < 0 || semicolon == sql.length() - 1;
    }

    private void restoreForeignKeys() throws SQLException {
        if (foreignKeys) {
            run("PRAGMA foreign_keys = on");
        }
    }

    private List<String> violations() throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA foreign_key_check")) {
            while (rows.next()) {
                found.add("{tbl:" + rows.getString(1) + " ref:" + rows.getString(3) + " row:" + rows.getLong(2)
                        + " index:" + rows.getLong(4) + "}");
            }
        }
        return found;
    }

    @Override
    public CheckPhase checkPhase() throws SQLException {
        return new SqliteCheckPhase(connection);
    }

    @Override
    public void execute(String sql) throws SQLException {
        if (!inTransaction) {
            foreignKeysKnown = null;
        }
        deadline.watch(() -> run(sql));
    }

    /** Unlike the driver's other ways this one executes all of a text that holds several statements, or none. */
    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private List<String> names(String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Override
    public DatabaseError error(SQLException e) {
        return SqliteErrors.of(e);
    }

    @Override
    public void close() {
        try (SqliteLock held = lock;
                Connection open = connection) {
            inTransaction = false;
        } catch (SQLException e) {
            throw new IllegalStateException("the SQLite connection could not be closed", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of the SQLite file could not be removed", e);
        }
    }
}
