package io.drover.engine.apply;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One file that was executed.
 *
 * @param applied statements of it that are done now, those of earlier attempts included; 0 when the file was rolled back
 * @param total statements it has
 * @param statements those executed this time, in order; the failing one is the last when {@code ok} is false and a
 *     statement was at fault
 * @param ok true when the whole file is applied
 * @param tries of its transaction, or of the statement that was tried most often; 1 when nobody's locks were in the way
 * @param checks what was asked before its first statement; the last one did not hold when no statement was executed for it
 */
public record FileResult(
        String fileName,
        String version,
        String description,
        int applied,
        int total,
        Instant startedAt,
        Duration duration,
        List<StatementResult> statements,
        boolean ok,
        int tries,
        List<CheckResult> checks) {

    public FileResult {
        statements = List.copyOf(statements);
        checks = List.copyOf(checks);
    }

    /** A file without checks that was tried once. */
    public FileResult(
            String fileName,
            String version,
            String description,
            int applied,
            int total,
            Instant startedAt,
            Duration duration,
            List<StatementResult> statements,
            boolean ok) {
        this(fileName, version, description, applied, total, startedAt, duration, statements, ok, 1, List.of());
    }

    /** The same file after its transaction was rolled back. */
    FileResult rolledBack() {
        return new FileResult(
                fileName, version, description, 0, total, startedAt, duration, statements, false, tries, checks);
    }
}
