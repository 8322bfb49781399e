package io.drover.engine.apply;

import java.time.Duration;
import java.util.List;

/** What happens while a directory is applied, told on the thread that applies. */
public sealed interface EngineEvent {

    /**
     * The lock is held and it is known what will be executed; nothing of the target has been changed yet, and nothing is
     * when the listener throws.
     *
     * @param from version before, null when there is none
     * @param to version to reach
     * @param files names in order
     */
    record Planned(String from, String to, List<String> files) implements EngineEvent {
        public Planned {
            files = List.copyOf(files);
        }
    }

    /**
     * A file begins.
     *
     * @param index its place among the planned, counted from 1
     * @param statements statements it has
     */
    record FileStarted(String fileName, String version, int index, int statements) implements EngineEvent {}

    /** The checks of one section were asked before the first statement of the file; when they do not hold, it is over. */
    record CheckDone(String fileName, String version, CheckResult check) implements EngineEvent {}

    /** A statement was executed; not yet committed when its file is a transaction. */
    record StatementDone(String fileName, String version, StatementResult statement, int statements)
            implements EngineEvent {}

    /**
     * Somebody else's locks ended the transaction, or a statement on its own, and it is tried again after a pause. What was
     * told of statements of that transaction is undone, and will be told again.
     *
     * @param fileName the file at whose statement it ended; null while the revisions table is made ready
     * @param statement that statement, counted from 1; null when it ended at the commit or before the first
     * @param tries how many tries were made
     * @param of how many there are at most
     * @param pause how long it waits now
     * @param message the database's words
     * @param blockers who was in the way, as far as that was seen
     */
    record Retrying(
            String fileName,
            String version,
            Integer statement,
            int tries,
            int of,
            Duration pause,
            String message,
            List<BlockingSession> blockers)
            implements EngineEvent {
        public Retrying {
            blockers = List.copyOf(blockers);
        }
    }

    /**
     * A file is over, well or badly. Each file has one. With {@link TxMode#ALL} a file that went well is not committed
     * yet, unless it is the last: when a later one fails, it is rolled back too, and only the outcome says so.
     */
    record FileDone(FileResult file) implements EngineEvent {}
}
