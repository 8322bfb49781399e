package io.drover.engine.format;

import io.drover.engine.split.SplitException;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import io.drover.engine.split.StatementSplitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A stretch of SQL.
 *
 * @param isWhole true for one statement that must not be cut, whatever it holds
 */
record SqlPiece(String text, boolean isWhole) {

    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[A-Za-z_]\\w*)?\\$");
    private static final List<SplitRules> DATABASES = List.of(SplitRules.POSTGRES, SplitRules.SQLITE, SplitRules.MYSQL);
    private static final List<SplitRules> WITH_DOLLAR_QUOTES = List.of(SplitRules.POSTGRES);

    /** One file of these pieces. It has a delimiter of its own only where the usual one would cut a whole piece. */
    static byte[] join(List<SqlPiece> pieces, boolean transactional) {
        boolean anyOpen = pieces.stream().limit(Math.max(0, pieces.size() - 1)).anyMatch(SqlPiece::endsOpen);
        if (!anyOpen && pieces.stream().allMatch(SqlPiece::staysWhole)) {
            StringBuilder sql = new StringBuilder();
            pieces.forEach(piece -> sql.append(piece.text));
            return AtlasFile.of(Script.trimmed(sql.toString()), transactional);
        }
        List<String> statements = new ArrayList<>();
        String rest = "";
        for (SqlPiece piece : pieces) {
            Cut cut = new SqlPiece(rest + piece.text, piece.isWhole).cut();
            statements.addAll(cut.statements());
            rest = cut.rest();
        }
        if (!rest.isBlank()) {
            statements.add(Script.trimmed(rest));
        }
        return AtlasFile.of(statements, transactional);
    }

    /** @param rest comments after the last statement: they belong to what comes next */
    private record Cut(List<String> statements, String rest) {}

    /** Which database the file is for is not known: it has to be one statement for each that can read it. */
    private boolean staysWhole() {
        if (!isWhole) {
            return true;
        }
        List<SplitRules> rules = DOLLAR_QUOTE.matcher(text).find() ? WITH_DOLLAR_QUOTES : DATABASES;
        return text.stripTrailing().endsWith(";") && rules.stream().allMatch(each -> isOneFor(text, each));
    }

    /** True when what follows would become a part of the last statement. */
    private boolean endsOpen() {
        List<String> statements = cut().statements();
        return !isWhole
                && !statements.isEmpty()
                && !statements.get(statements.size() - 1).stripTrailing().endsWith(";");
    }

    private static boolean isOneFor(String text, SplitRules rules) {
        try {
            return StatementSplitter.of(rules).split(text).size() == 1;
        } catch (SplitException e) {
            return true;
        }
    }

    /** The statements, each with the comments above it. */
    private Cut cut() {
        if (isWhole) {
            return new Cut(List.of(Script.trimmed(text)), "");
        }
        try {
            List<String> statements = new ArrayList<>();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int from = 0;
            for (Statement each : StatementSplitter.of(SplitRules.GENERIC).split(text)) {
                int to = each.offset() + each.length();
                statements.add(Script.trimmed(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
                from = to;
            }
            return new Cut(statements, new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8));
        } catch (SplitException e) {
            return new Cut(statementsByLine(), "");
        }
    }

    /** As goose cuts: after each line that ends in a semicolon. */
    private List<String> statementsByLine() {
        List<String> statements = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : Script.lines(text)) {
            open.append(line);
            if (line.stripTrailing().endsWith(";")) {
                statements.add(Script.trimmed(open.toString()));
                open = new StringBuilder();
            }
        }
        if (!open.toString().isBlank()) {
            statements.add(Script.trimmed(open.toString()));
        }
        return statements;
    }
}
