package io.drover.engine.apply;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One file while it is executed, and the revision rows that follow from it. */
final class FileRun {

    private final FilePlan plan;
    private final Instant startedAt;
    private final long startNanos = System.nanoTime();
    private final List<StatementResult> statements = new ArrayList<>();
    private final List<CheckResult> checks = new ArrayList<>();
    private List<String> hashes;
    private boolean hasRow;
    private int tries;

    /** @param tries how often the file was begun, this time included */
    FileRun(FilePlan plan, Instant startedAt, int tries) {
        this.plan = plan;
        this.tries = tries;
        this.hasRow = plan.earlier() != null;
        this.startedAt = startedAt;
    }

    FilePlan plan() {
        return plan;
    }

    /** The next statement is tried so often. */
    void tried(int number) {
        tries = Math.max(tries, number);
    }

    /** Adds what was executed; a statement that was tried again counts once. */
    void add(StatementResult statement) {
        int last = statements.size() - 1;
        if (last >= 0 && statements.get(last).index() == statement.index()) {
            statements.remove(last);
        }
        statements.add(statement);
    }

    void add(CheckResult check) {
        checks.add(check);
    }

    /** Writes a row of this file into the revisions table. */
    void write(Revision row, Revisions revisions) throws SQLException {
        if (hasRow) {
            revisions.update(row);
        } else {
            revisions.insert(row);
            hasRow = true;
        }
    }

    /** The row of a file that is wholly applied. */
    Revision applied(String operator) {
        return row(plan.total(), "", "", List.of(), operator);
    }

    /** The row that says that a statement is about to run. */
    Revision executing(int index, String operator) {
        return row(index, Revision.EXECUTING, text(index), hashes(index), operator);
    }

    /**
     * The row that says that a statement failed.
     *
     * @param applied statements that stay applied
     * @param failing the one that failed, counted from 0
     */
    Revision failed(int applied, int failing, String error, String operator) {
        return row(applied, error, text(failing), hashes(applied), operator);
    }

    FileResult result(int applied, boolean ok) {
        return new FileResult(
                plan.fileName(),
                plan.version(),
                plan.migration().description(),
                applied,
                plan.total(),
                startedAt,
                duration(),
                statements,
                ok,
                tries,
                checks);
    }

    private Revision row(int applied, String error, String errorStatement, List<String> partial, String operator) {
        int type = plan.earlier() == null ? Revision.EXECUTED : plan.earlier().type() | Revision.EXECUTED;
        return new Revision(
                plan.version(),
                plan.migration().description(),
                type,
                applied,
                plan.total(),
                startedAt,
                duration(),
                error,
                errorStatement,
                plan.migration().entryHash(),
                partial,
                operator);
    }

    private String text(int index) {
        return plan.statements().get(index).text();
    }

    private List<String> hashes(int count) {
        if (hashes == null) {
            hashes = PartialHashes.of(plan.statements());
        }
        return hashes.subList(0, count);
    }

    private Duration duration() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
