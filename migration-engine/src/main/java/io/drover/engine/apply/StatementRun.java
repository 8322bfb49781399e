package io.drover.engine.apply;

import io.drover.engine.split.Statement;
import java.sql.SQLException;
import java.time.Duration;

/** Executes single statements of files and writes their revision rows, and says what became of it. */
final class StatementRun {

    private final Session session;
    private final ExecutionLog log;

    StatementRun(Session session, ExecutionLog log) {
        this.session = session;
        this.log = log;
    }

    /** Executes a statement, counted from 0; null when it went well. */
    DatabaseError execute(FileRun run, int index) {
        Statement statement = run.plan().statements().get(index);
        long started = System.nanoTime();
        DatabaseError error = null;
        try {
            session.execute(statement.text());
        } catch (SQLException e) {
            error = session.error(e);
        }
        StatementResult result = new StatementResult(
                index + 1,
                statement.text(),
                statement.offset(),
                statement.length(),
                Duration.ofNanos(System.nanoTime() - started));
        run.add(result);
        if (error == null) {
            log.executed(run.plan(), result);
        }
        return error;
    }

    /** Writes a row; null when it went well. */
    DatabaseError write(FileRun run, Revision row) {
        try {
            run.write(row, session.revisions());
            return null;
        } catch (SQLException e) {
            return session.error(e);
        }
    }
}
