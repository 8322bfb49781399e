package io.drover.contracts;

import java.time.Instant;
import java.util.List;

/**
 * The attempt is over and the target was asked.
 *
 * @param state SUCCEEDED, NO_ACTION, FAILED or UNREACHABLE
 * @param reason {@code reconciled} when an earlier sending of the same run had done the work; else null
 * @param directory the directory that was applied
 * @param digest its content
 * @param from the target's version before, null when it had none
 * @param to the version it was to reach; null when nothing was pending
 * @param current the target's highest applied version afterwards, null when it has none or could not be read
 * @param nothingPending true when no file of the digest is left to apply
 * @param files what was executed, in order; the failing file is the last
 * @param error null unless FAILED or UNREACHABLE
 * @param serverIdentity what the database says of itself, the same under whatever URL it is reached; null when it has
 *     no such name or was not reached. PostgreSQL: {@code postgres:<system identifier>/<database oid>};
 *     MySQL: {@code mysql:<server uuid>/<database>}; MariaDB: {@code mariadb:<hash of its id>/<database>}
 */
public record RunFinished(
        RunRef ref,
        String agent,
        RunState state,
        String reason,
        String directory,
        String digest,
        String from,
        String to,
        String current,
        boolean nothingPending,
        List<AppliedFile> files,
        RunError error,
        Instant startedAt,
        Instant finishedAt,
        String serverIdentity)
        implements RunEvent {

    /** Most statements with timings in one event; beyond it only files are timed. */
    public static final int MAX_STATEMENTS = 2_000;

    public RunFinished {
        files = List.copyOf(files);
    }

    /**
     * One executed migration file.
     *
     * @param applied statements that are done now, those of earlier attempts included
     * @param total statements of the file
     * @param statements those executed in this attempt, the failing one last; empty when there were too many to tell
     */
    public record AppliedFile(
            String name,
            String version,
            String description,
            int applied,
            int total,
            Instant startedAt,
            long durationNanos,
            List<StatementTiming> statements) {
        public AppliedFile {
            statements = List.copyOf(statements);
        }
    }

    /** Where in its file a statement stands, in bytes, and how long it took. The text is cut from the content when shown. */
    public record StatementTiming(int offset, int length, long durationNanos) {}
}
