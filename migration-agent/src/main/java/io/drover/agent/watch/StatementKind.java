package io.drover.agent.watch;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kind of statement a text is: its first word, when that is one that everybody knows. */
final class StatementKind {
    private static final Set<String> KNOWN = Set.of(
            "ALTER",
            "ANALYZE",
            "CALL",
            "COMMENT",
            "COPY",
            "CREATE",
            "DELETE",
            "DO",
            "DROP",
            "GRANT",
            "INSERT",
            "LOCK",
            "MERGE",
            "PRAGMA",
            "REFRESH",
            "REINDEX",
            "RENAME",
            "REPLACE",
            "REVOKE",
            "SELECT",
            "SET",
            "TRUNCATE",
            "UPDATE",
            "VACUUM",
            "WITH");

    /** What may stand before it: blanks and comments. Possessive, so that no text is looked at twice. */
    private static final Pattern BEFORE = Pattern.compile("(?:\\s++|--[^\n]*+|#[^\n]*+|/\\*(?:[^*]|\\*(?!/))*+\\*/)*+");

    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,10}+");
    private static final int LONGEST_COMMENT = 4_000;

    private StatementKind() {}

    /** In capital letters; {@code OTHER} when it is none that is known. */
    static String of(String text) {
        String start = text.substring(0, Math.min(text.length(), LONGEST_COMMENT));
        Matcher before = BEFORE.matcher(start);
        Matcher word = WORD.matcher(start).region(before.lookingAt() ? before.end() : 0, start.length());
        String first = word.lookingAt() ? word.group().toUpperCase(Locale.ROOT) : "";
        return KNOWN.contains(first) ? first : "OTHER";
    }
}
