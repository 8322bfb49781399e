package io.drover.engine.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes the content of a migration as Atlas reads it: file directives, an empty line, SQL. */
final class AtlasFile {

    private static final String DELIMITER = "-- atlas:delimiter ";
    private static final String NO_TRANSACTION = "-- atlas:txmode none\n";
    private static final String END = "-- end";
    private static final Pattern NUMBERED_END = Pattern.compile("-- end [0-9]{1,9} --");

    private AtlasFile() {}

    /** SQL that the splitter cuts where it should. */
    static byte[] of(String sql, boolean transactional) {
        return bytes(transactional ? sql : withoutTransaction(sql));
    }

    /** SQL with a delimiter of its own, in which line ends and tabs are written as escapes. */
    static byte[] of(String delimiter, String sql, boolean transactional) {
        return bytes(DELIMITER + delimiter + "\n" + (transactional ? "" : NO_TRANSACTION) + "\n" + sql);
    }

    /** Statements that stay as they are, whatever they hold: each is closed by a line that occurs in none of them. */
    static byte[] of(List<String> statements, boolean transactional) {
        String end = unusedEnd(statements);
        StringBuilder sql = new StringBuilder();
        for (String statement : statements) {
            sql.append(statement.stripTrailing()).append('\n').append(end).append('\n');
        }
        return of(end, sql.toString(), transactional);
    }

    private static String unusedEnd(List<String> statements) {
        if (statements.stream().noneMatch(statement -> statement.contains(END))) {
            return END;
        }
        Set<String> used = new HashSet<>();
        for (String statement : statements) {
            NUMBERED_END.matcher(statement).results().forEach(found -> used.add(found.group()));
        }
        int number = 2;
        while (used.contains(END + " " + number + " --")) {
            number++;
        }
        return END + " " + number + " --";
    }

    /** A delimiter directive that is there already only counts in the first line, so it stays there. */
    private static String withoutTransaction(String sql) {
        if (!sql.startsWith(DELIMITER)) {
            return NO_TRANSACTION + "\n" + sql;
        }
        List<String> lines = new ArrayList<>(Script.lines(sql));
        String first = lines.remove(0).stripTrailing();
        return first + "\n" + NO_TRANSACTION + "\n" + String.join("", lines);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
