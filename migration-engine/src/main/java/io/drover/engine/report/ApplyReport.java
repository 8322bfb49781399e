package io.drover.engine.report;

import java.time.Duration;
import java.util.List;

/**
 * What there is to say about one apply.
 *
 * @param from version before, null when the target had none
 * @param to version to reach, null when nothing was pending
 * @param migrationsInTotal files that were to be applied
 * @param files those that were executed, in order; the failing one last
 * @param total wall time of all
 * @param error null when all went well
 */
public record ApplyReport(
        String from, String to, int migrationsInTotal, List<File> files, Duration total, Error error) {

    public ApplyReport {
        files = List.copyOf(files);
    }

    /**
     * One executed file.
     *
     * @param statements texts of the executed statements, the failing one last
     * @param errorMessage the database's own words, null when the file went well
     * @param rolledBack true when it went well and was undone with the failing file, in whose transaction it was
     * @param checks what was asked before the first statement; when the last one did not hold, no statement was executed
     */
    public record File(
            String version,
            Duration duration,
            List<String> statements,
            String errorMessage,
            boolean rolledBack,
            List<Check> checks) {
        public File {
            statements = List.copyOf(statements);
            checks = List.copyOf(checks);
        }

        /** A file without checks. */
        public File(String version, Duration duration, List<String> statements, String errorMessage) {
            this(version, duration, statements, errorMessage, false, List.of());
        }
    }

    /**
     * The checks of one section.
     *
     * @param assertions what the database was asked, in order
     * @param failures how many of them were not answered with true; of a section that holds none counts
     * @param errorMessage why the section does not hold, null when it does
     */
    public record Check(Duration duration, List<String> assertions, int failures, String errorMessage) {
        public Check {
            assertions = List.copyOf(assertions);
        }
    }

    /**
     * Why it failed.
     *
     * @param statement the failing statement, null when none was at fault
     * @param message the database's own words, or the reason
     * @param text the whole sentence that follows {@code Error: }
     */
    public record Error(String statement, String message, String text) {}

    /** The report of a target that had nothing to do. */
    public static ApplyReport nothingPending(String current) {
        return new ApplyReport(current, null, 0, List.of(), Duration.ZERO, null);
    }
}
