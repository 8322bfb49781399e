package io.drover.engine.apply;

import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import java.sql.SQLException;
import java.util.List;

/**
 * One connection to one target; one that was opened for executing holds the target's lock. Closing it ends its
 * transaction and gives its lock back; it can be closed twice.
 *
 * <p>A kill needs no clean-up: the database rolls back what was not committed and drops the locks of the connection, the
 * operating system drops those of the process.
 */
interface Session extends AutoCloseable {

    /** What a session is opened for. */
    enum Purpose {
        /** Executing, once the lock is held. */
        APPLY,
        /** Reading without regard to locks. */
        READ,
        /** Reading, with the lock if nobody has it. */
        INSPECT
    }

    /**
     * What the server says of itself, the same under whatever URL it is reached; null when it has no such name or does
     * not tell this user. Only outside of a transaction.
     */
    String identity() throws SQLException;

    /**
     * Who had the target's lock, or was found executing the run, when this session was opened for an inspection; null
     * when nobody: then this session has the lock.
     */
    String holder();

    /** How files for this database are cut. */
    SplitRules splitRules();

    /** Whether there is a revisions table where it is looked for. */
    boolean hasRevisions() throws SQLException;

    /** All revisions in order of their versions; none when there is no table of them. */
    default List<Revision> history() throws SQLException {
        return hasRevisions() ? revisions().read() : List.of();
    }

    /** The revisions table; it may not be there yet. */
    Revisions revisions();

    /** Makes the revisions table, and the schema it lives in, unless it is there. */
    void createRevisions() throws SQLException;

    /** What a database without revisions holds, in Atlas's words; null when it is clean. */
    String dirt() throws SQLException;

    /**
     * Whether a transaction of this database takes all of these statements back, so that they can be one with their
     * revision row. What is not proven is false.
     */
    default boolean atomic(List<Statement> statements) throws SQLException {
        return true;
    }

    /** Begins a transaction. Without one each statement is its own. */
    void begin() throws Refusal, SQLException;

    /** Checks and commits; the transaction is over when it fails. */
    void commit() throws SQLException;

    /** Ends the transaction without effect. */
    void rollback() throws SQLException;

    /** Whether a transaction that was rolled back has left nothing behind, whatever statements it had. */
    default boolean rollsBackWhole() {
        return false;
    }

    /**
     * True while a transaction is open that a statement of a migration began. After a statement that failed it is as before
     * it, whatever the server did about the failure.
     */
    default boolean inTransaction() {
        return false;
    }

    /** Whether a statement of this text, which went well, may have begun a transaction. */
    default boolean mayBegin(String sql) {
        return TransactionControl.begins(sql);
    }

    /** True when the statements of a file have set that a transaction begins with the next statement, and the next. */
    default boolean beginsByItself() {
        return false;
    }

    /** Whether beginning a transaction commits the one that is open. */
    default boolean commitsWithBegin() {
        return false;
    }

    /** Rolls back what statements of a file have begun, and forgets what they set about transactions. */
    default void endOwnTransaction() throws SQLException {
        execute("ROLLBACK");
    }

    /** Whether this statement, executed outside of a transaction and refused for somebody's locks, surely had no effect. */
    default boolean hadNoEffect(String sql) {
        return false;
    }

    /** Looks at who is in the way of this session until it is closed. */
    default BlockerWatch watch() {
        return BlockerWatch.BLIND;
    }

    /** Begins the time in which checks ask; inside of a transaction or outside. */
    CheckPhase checkPhase() throws SQLException;

    /** Executes one statement of a migration and throws its results away. */
    void execute(String sql) throws SQLException;

    /** What the database meant. */
    DatabaseError error(SQLException e);

    @Override
    void close();
}
