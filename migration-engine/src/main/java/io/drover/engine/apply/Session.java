package io.drover.engine.apply;

import io.drover.engine.split.SplitRules;
import java.sql.SQLException;

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

    /** The revisions table; it may not be there yet. */
    Revisions revisions();

    /** Makes the revisions table, and the schema it lives in, unless it is there. */
    void createRevisions() throws SQLException;

    /** What a database without revisions holds, in Atlas's words; null when it is clean. */
    String dirt() throws SQLException;

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

    /** True while a transaction is open that a statement of a migration began. */
    default boolean inTransaction() {
        return false;
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
