package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import io.drover.engine.split.SplitException;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import io.drover.engine.split.StatementSplitter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the statements that end or begin a transaction. In a file that runs in one they would commit half of it without
 * its revision row, and a kill after that would run it a second time (P29).
 */
final class TransactionControl {

    private static final Pattern END = Pattern.compile("(?i)^(COMMIT|END|ABORT"
            + "|ROLLBACK(?!\\s+(WORK\\s+|TRANSACTION\\s+)?TO\\b)"
            + "|PREPARE\\s+TRANSACTION)\\b");
    private static final Pattern BEGIN =
            Pattern.compile("(?i)^(BEGIN(?!\\s+NOT\\s+ATOMIC\\b)|START\\s+TRANSACTION)\\b");

    /** What MySQL has besides. A lock of tables also keeps the revisions table away. */
    private static final Pattern MYSQL_END = Pattern.compile(
            "(?i)^((UN)?LOCK\\s+TABLES?|XA|SET\\s+((SESSION|LOCAL)\\s+|@@((SESSION|LOCAL)\\.)?)?AUTOCOMMIT)\\b");

    private static final Pattern SAVEPOINT = Pattern.compile("(?i)^SAVEPOINT\\b");

    private TransactionControl() {}

    /** Why a file cannot be one transaction; null when none of its statements begins or ends one. */
    static Problem problemIn(Migration file, List<Statement> statements, SplitRules rules) {
        for (int i = 0; i < statements.size(); i++) {
            String text = statements.get(i).text();
            for (String part : parts(text, rules)) {
                boolean ends = END.matcher(part).lookingAt()
                        || (rules == SplitRules.MYSQL && MYSQL_END.matcher(part).lookingAt());
                String does = ends ? "ends" : BEGIN.matcher(part).lookingAt() ? "begins" : null;
                if (does != null) {
                    return new Problem.TransactionStatement(file.fileName(), file.version(), i + 1, part, does);
                }
            }
        }
        return null;
    }

    /** True when this one statement begins a transaction where there is none; on SQLite a savepoint does too. */
    static boolean begins(String statement) {
        return BEGIN.matcher(statement).lookingAt()
                || SAVEPOINT.matcher(statement).lookingAt();
    }

    /** True when this one statement ends a transaction, also when another one begins with it. */
    static boolean ends(String statement) {
        return END.matcher(statement).lookingAt();
    }

    /** A file with a delimiter of its own may have several statements in what is sent as one. */
    private static List<String> parts(String text, SplitRules rules) {
        int semicolon = text.indexOf(';');
        if (semicolon < 0 || semicolon == text.length() - 1) {
            return List.of(text);
        }
        try {
            return StatementSplitter.of(rules).split(text).stream()
                    .map(Statement::text)
                    .toList();
        } catch (SplitException e) {
            // Not several statements then, whatever it is: the database is the judge of it.
            return List.of(text);
        }
    }
}
