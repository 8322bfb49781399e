package io.drover.contracts;

/**
 * Why a run failed.
 *
 * @param code stable, lower-case with dashes: {@code statement-failed}, {@code check-failed}, {@code checksum-mismatch},
 *     {@code out-of-order}, {@code not-clean}, {@code lock-held}, {@code history-changed}, {@code missing-migration}, {@code unreachable},
 *     {@code wrong-host}, {@code target-missing}, {@code secret-unavailable}, {@code undecodable-command},
 *     {@code agent-lost}, {@code agent-error}, {@code content-missing}, {@code content-corrupt},
 *     {@code transaction-statement}, {@code transaction-pooler}, {@code ambiguous}, {@code invalid-url} …
 * @param file name of the migration file, null when no file was at fault
 * @param version version of that file, null likewise
 * @param statementIndex place of the failing statement in its file, counted from 1; null when no statement was at fault
 * @param statement its text, cut to {@value #MAX_STATEMENT_BYTES} bytes
 * @param message the database's own words, or the reason in one sentence
 * @param text the whole sentence as the CLI prints it after {@code Error: }
 * @param detail what the database adds, null when it adds nothing
 * @param hint what to do next, null when there is nothing to advise
 * @param sqlState SQLSTATE or the driver's result code, null when there is none
 */
public record RunError(
        String code,
        String file,
        String version,
        Integer statementIndex,
        String statement,
        String message,
        String text,
        String detail,
        String hint,
        String sqlState) {

    /** Most bytes of a failing statement that travel. */
    public static final int MAX_STATEMENT_BYTES = 8 * 1024;

    /** An error that no statement caused. */
    public static RunError of(String code, String message, String hint) {
        return new RunError(code, null, null, null, null, message, message, null, hint, null);
    }
}
