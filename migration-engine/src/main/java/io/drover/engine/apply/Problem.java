package io.drover.engine.apply;

import io.drover.engine.directory.SumFault;
import java.time.Instant;
import java.util.List;

/**
 * Why a target was not brought to its version. Every problem says in one sentence what is wrong and, where somebody can
 * do something about it, in a {@link #hint()} what. Nothing in it contains a password. Long because it is the whole list: one record per
 * problem, so that their sentences can be compared.
 */
public sealed interface Problem {

    /** Stable, lower-case with dashes: {@code statement-failed}, {@code lock-held} … */
    String code();

    /** What is printed after {@code Error: }; where Atlas has the case, in Atlas's words. */
    String sentence();

    /** The database's own words without the driver's wrapping, or the reason in one sentence. */
    default String message() {
        return sentence();
    }

    /** What to do next, null when there is nothing to advise. */
    default String hint() {
        return null;
    }

    /** Name of the migration file, null when no file is at fault. */
    default String file() {
        return null;
    }

    /** Version of that file, null likewise. */
    default String version() {
        return null;
    }

    /** The failing statement counted from 1, null when no statement is at fault. */
    default Integer statement() {
        return null;
    }

    /** Text of that statement, null likewise. */
    default String statementText() {
        return null;
    }

    /** What the database adds to its message, null when it adds nothing. */
    default String detail() {
        return null;
    }

    /** SQLSTATE, or the name of SQLite's result code; null when there is none. */
    default String sqlState() {
        return null;
    }

    /** Who was in the way, when somebody else's locks were the cause; empty when nobody was seen. */
    default List<BlockingSession> blockers() {
        return List.of();
    }

    /**
     * A statement failed.
     *
     * @param detail what the database adds, or who was in the way
     * @param hint as the database gave it, null when it gave none
     */
    record StatementFailed(
            String file,
            String version,
            Integer statement,
            String statementText,
            String message,
            String detail,
            String hint,
            String sqlState,
            List<BlockingSession> blockers)
            implements Problem {
        public StatementFailed {
            blockers = List.copyOf(blockers);
        }

        /** A failure that nobody's locks are known to have caused. */
        public StatementFailed(
                String file,
                String version,
                Integer statement,
                String statementText,
                String message,
                String detail,
                String hint,
                String sqlState) {
            this(file, version, statement, statementText, message, detail, hint, sqlState, List.of());
        }

        /** The same failure after it was tried in vain, told with those that were in the way. */
        StatementFailed afterTries(int tries, List<BlockingSession> seen) {
            String told = seen.isEmpty() ? detail : BlockingSession.sentence(seen);
            String both = detail == null || seen.isEmpty() ? told : detail + "\n" + told;
            String advice = "tried " + tries + (tries == 1 ? " time" : " times")
                    + "; end what blocks it, or let it wait longer for locks (dbLockTimeout, --db-lock-timeout)";
            return new StatementFailed(
                    file,
                    version,
                    statement,
                    statementText,
                    message,
                    both,
                    hint == null ? advice : hint,
                    sqlState,
                    seen);
        }

        /** The same failure when the revisions table could not be told of it: the statement stays ambiguous there. */
        StatementFailed unrecorded(String why) {
            String told = "the revisions table could not be told of it: " + why;
            return new StatementFailed(
                    file,
                    version,
                    statement,
                    statementText,
                    message,
                    detail == null ? told : detail + "\n" + told,
                    hint,
                    sqlState,
                    blockers);
        }

        @Override
        public String code() {
            return "statement-failed";
        }

        @Override
        public String sentence() {
            return "sql/migrate: executing statement " + GoQuote.quote(statementText) + " from version \"" + version
                    + "\": " + message;
        }
    }

    /**
     * The database does not answer a check of the file as the file demands; nothing of it was executed.
     *
     * @param check the section, {@code checks.sql} or {@code checks/….sql}
     * @param statementText the assertion that failed, the last of several
     * @param message how many failed, and what the last one answered
     * @param sqlState null when it could be asked
     */
    record CheckFailed(String file, String version, String check, String statementText, String message, String sqlState)
            implements Problem {
        @Override
        public String code() {
            return "check-failed";
        }

        @Override
        public String sentence() {
            return message;
        }

        @Override
        public String detail() {
            return check + " of \"" + file + "\"";
        }

        @Override
        public String hint() {
            return "nothing of the file was executed: make its checks true in this database, or change the migration";
        }
    }

    /** All statements of a file went well, but the transaction could not be committed; it was rolled back. */
    record CommitFailed(String file, String version, String message, String detail, String hint, String sqlState)
            implements Problem {
        @Override
        public String code() {
            return "commit-failed";
        }

        @Override
        public String sentence() {
            return "committing the transaction of \"" + file + "\": " + message;
        }
    }

    /** {@code atlas.sum} does not vouch for the files. */
    record ChecksumFault(SumFault fault) implements Problem {
        @Override
        public String code() {
            return "checksum-mismatch";
        }

        @Override
        public String sentence() {
            return fault.sentence();
        }

        @Override
        public String file() {
            return fault.file();
        }

        @Override
        public String hint() {
            return "check the files, then rewrite atlas.sum with `drover migrate hash`";
        }
    }

    /** A file that is partially applied had its applied statements changed. */
    record HistoryChanged(String file, String version, Integer statement) implements Problem {
        @Override
        public String code() {
            return "history-changed";
        }

        @Override
        public String sentence() {
            return "sql/migrate: history changed: statement " + statement + " from file \"" + file + "\" changed";
        }

        @Override
        public String hint() {
            return "restore the statements that are already applied; change only those after them";
        }
    }

    /** Files sort before one that is already applied. */
    record OutOfOrder(List<String> files) implements Problem {
        public OutOfOrder {
            files = List.copyOf(files);
        }

        @Override
        public String code() {
            return "out-of-order";
        }

        @Override
        public String sentence() {
            String subject = files.size() == 1 ? "migration file " : "migration files ";
            String verb = files.size() == 1 ? " was" : " were";
            return subject + String.join(", ", files) + verb
                    + " added out of order. See: https://atlasgo.io/versioned/apply#non-linear-error";
        }

        @Override
        public String file() {
            return files.get(0);
        }

        @Override
        public String hint() {
            return "give the files a newer version, or choose the execution order linear-skip or non-linear";
        }
    }

    /**
     * The database has no revisions but is not empty.
     *
     * @param reason what was found in it
     */
    record NotClean(String reason) implements Problem {
        @Override
        public String code() {
            return "not-clean";
        }

        @Override
        public String sentence() {
            return "sql/migrate: connected database is not clean: " + reason
                    + ". baseline version or allow-dirty is required";
        }

        @Override
        public String hint() {
            return "name the version the database is at as baseline, or allow a dirty database";
        }
    }

    /**
     * Somebody else executes on this target.
     *
     * @param holder who: an application name, with the process id where the database tells; null when unknown
     * @param since since when it is there, null when unknown
     */
    record LockHeld(String holder, Instant since) implements Problem {
        /** A lock of which it is not known since when it is held. */
        public LockHeld(String holder) {
            this(holder, null);
        }

        @Override
        public String code() {
            return "lock-held";
        }

        @Override
        public String sentence() {
            return "acquiring database lock: sql/schema: lock is held by other session"
                    + (holder == null ? "" : " (" + holder + (since == null ? "" : ", since " + since) + ")");
        }

        @Override
        public String hint() {
            return "wait for the other execution to end, or give a longer lock timeout";
        }
    }

    /** A statement outside of a transaction was under way when its executor died: nobody knows whether it ran. */
    record Ambiguous(String file, String version, Integer statement, String statementText) implements Problem {
        /** The problem with a row that says that a statement is under way, once its executor is gone. */
        static Ambiguous of(Revision row) {
            return new Ambiguous(row.fileName(), row.version(), row.applied() + 1, row.errorStatement());
        }

        @Override
        public String code() {
            return "ambiguous";
        }

        @Override
        public String sentence() {
            return "statement " + statement + " of \"" + file
                    + "\" was being executed when its executor died: it is unknown whether it ran";
        }

        @Override
        public String hint() {
            return "look into the database whether the statement took effect, then resolve version " + version
                    + ": ran, when it did, or did-not-run";
        }
    }

    /**
     * Somebody wants to resolve a version of which everything is known.
     *
     * @param state what is known, as the end of a sentence that begins with the version
     */
    record NotAmbiguous(String version, String target, String state) implements Problem {
        @Override
        public String code() {
            return "not-ambiguous";
        }

        @Override
        public String sentence() {
            return "nothing to resolve on " + target + ": version " + version + " " + state;
        }
    }

    /** A revision is partially applied, but its file is not in the directory. */
    record MissingMigration(String file, String version) implements Problem {
        @Override
        public String code() {
            return "missing-migration";
        }

        @Override
        public String sentence() {
            return "sql/migrate: missing migration: revision \"" + file
                    + "\" is partially applied but migration file was not found";
        }

        @Override
        public String hint() {
            return "put the file back into the directory";
        }
    }

    /** A version that the caller named is not in the directory. */
    record UnknownVersion(String version, String sentence) implements Problem {
        @Override
        public String code() {
            return "unknown-version";
        }
    }

    /**
     * A file cannot be cut into statements, or is no UTF-8.
     *
     * @param message begins with line and column where they are known
     */
    record UnsplittableFile(String file, String version, String message) implements Problem {
        @Override
        public String code() {
            return "unsplittable-file";
        }

        @Override
        public String sentence() {
            return "sql/migrate: scanning statements from \"" + file + "\": " + message;
        }
    }

    /**
     * The target cannot be reached, or the connection was lost.
     *
     * @param target where, without the password
     * @param message the database's or the driver's words
     * @param unsettled true when statements may have been under way: only the target itself knows what became of them
     */
    record Unreachable(String target, String message, String sqlState, boolean unsettled) implements Problem {
        @Override
        public String code() {
            return "unreachable";
        }

        @Override
        public String sentence() {
            return (unsettled ? "connection to " + target + " was lost: " : "cannot connect to " + target + ": ")
                    + message;
        }
    }

    /** A SQLite file, or the folder it should be in, is not there. */
    record TargetMissing(String path, String message) implements Problem {
        @Override
        public String code() {
            return "target-missing";
        }

        @Override
        public String sentence() {
            return message;
        }
    }

    /**
     * A file that runs in a transaction has a statement that would end it, or begin another one.
     *
     * @param does {@code ends} or {@code begins}
     */
    record TransactionStatement(String file, String version, Integer statement, String statementText, String does)
            implements Problem {
        @Override
        public String code() {
            return "transaction-statement";
        }

        @Override
        public String sentence() {
            String what =
                    does.equals("ends") ? "ends the transaction it runs in" : "begins a transaction inside of one";
            return "statement " + statement + " of \"" + file + "\" (" + GoQuote.quote(statementText) + ") " + what
                    + "; remove it or write -- atlas:txmode none at the top of the file";
        }

        @Override
        public String hint() {
            return "each file is one transaction already: a file needs no statements for it";
        }
    }

    /** The URL of the target cannot be used. */
    record InvalidUrl(String sentence) implements Problem {
        @Override
        public String code() {
            return "invalid-url";
        }
    }

    /** An option, or a directive of a file, that cannot be followed here. */
    record UnsupportedOption(String file, String sentence) implements Problem {
        @Override
        public String code() {
            return "unsupported-option";
        }
    }

    /**
     * A pooler between here and the server gives the session away after each transaction: no lock could be held.
     *
     * @param target where, without the password
     * @param seen by what it was noticed
     */
    record TransactionPooler(String target, String seen) implements Problem {
        @Override
        public String code() {
            return "transaction-pooler";
        }

        @Override
        public String sentence() {
            return target + " is reached through a connection pooler in transaction mode (" + seen
                    + "): locks of a session cannot be held through it";
        }

        @Override
        public String hint() {
            return "give the URL of the PostgreSQL server itself, or of a pool in session mode";
        }
    }

    /** There are two revisions tables and nobody said which one counts. */
    record AmbiguousRevisionTable(String schema) implements Problem {
        @Override
        public String code() {
            return "ambiguous-revision-table";
        }

        @Override
        public String sentence() {
            return "ambiguous revision table";
        }

        @Override
        public String hint() {
            return "the schema atlas_schema_revisions has a revisions table, the schema " + schema
                    + " has none: name the one to use as revisions schema";
        }
    }

    /**
     * The revisions table could not be read or written.
     *
     * @param message the database's words
     */
    record RevisionsUnusable(String message, String detail, String sqlState) implements Problem {
        @Override
        public String code() {
            return "revisions-unusable";
        }

        @Override
        public String sentence() {
            return "sql/migrate: revisions table: " + message;
        }
    }
}
