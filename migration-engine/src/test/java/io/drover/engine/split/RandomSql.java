package io.drover.engine.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Files whose statements are known before they are written: everything in them tries to hide or to fake a delimiter. */
final class RandomSql {

    private final Random random;
    private final SplitRules rules;
    private final String lineEnd;
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder file = new StringBuilder();
    private String delimiter = ";";

    RandomSql(long seed, SplitRules rules) {
        this.random = new Random(seed);
        this.rules = rules;
        this.lineEnd = random.nextInt(4) == 0 ? "\r\n" : "\n";
    }

    List<String> statements() {
        return statements;
    }

    String file() {
        if (random.nextInt(4) == 0) {
            file.append('\uFEFF');
        }
        if (random.nextInt(4) == 0) {
            delimiter = one("//", "-- end", "\\n\\n\\n", "$$$", "GO;", "ö");
            file.append("-- atlas:delimiter ").append(delimiter).append(lineEnd);
            delimiter = delimiter.replace("\\n", "\n");
        }
        boolean open = random.nextInt(2) == 0;
        for (int left = random.nextInt(12); left > 0; left--) {
            gap();
            if (random.nextInt(8) == 0) {
                delimiter = one("//", ";;", ";");
                file.append(one("DELIMITER ", "delimiter ")).append(delimiter).append(lineEnd);
                gap();
            }
            boolean last = left == 1 && open;
            String statement = delimiter.equals(";") && random.nextInt(4) == 0 ? block() : plain();
            file.append(statement);
            if (!delimiter.equals(";")) {
                file.append(last ? "" : delimiter);
            } else if (!last) {
                statement = statement + ";";
                file.append(';');
            }
            statements.add(statement);
        }
        // A comment behind a statement that is still open would be a part of it.
        if (open) {
            file.append(lineEnd);
        } else {
            gap();
        }
        return file.toString();
    }

    private void gap() {
        for (int left = random.nextInt(4); left > 0; left--) {
            file.append(one(" ", "\t", lineEnd, comment(), comment()));
        }
    }

    /** One that does not hold the delimiter, unless it stands where only a comment can be. */
    private String comment() {
        String line = one("-- it's; (a) \"note", "--", "-- atlas:nolint X", "-- BEGIN x; END", "-- $$ '") + lineEnd;
        String block = one("/* ; it's ( */", "/* BEGIN ; END; */", "/**/", "/* -- */", "/*\n;\n*/");
        String own = rules == SplitRules.MYSQL
                ? "# don't; (" + lineEnd
                : rules == SplitRules.POSTGRES ? "/* a; /* b; */ c; */" : block;
        String chosen = one(line, block, own);
        return chosen.contains(delimiter) && !delimiter.equals(";") ? " " : chosen;
    }

    private String plain() {
        StringBuilder text =
                new StringBuilder(one("SELECT", "INSERT INTO t", "CREATE TABLE b", "x", "ENDING", "begins"));
        for (int left = random.nextInt(6); left > 0; left--) {
            text.append(' ').append(piece());
        }
        // Not white space, which is trimmed off.
        return text.append(" z").toString();
    }

    private String piece() {
        String piece = switch (random.nextInt(9)) {
            case 0 -> one("'a;b'", "'it''s; ('", "\"c;)d\"", "`e;'f`", "''");
            case 1 -> "(" + one("a, b", "(c); (d)", "')'", "/* ) */ e", "begin f; g") + ")";
            case 2 -> comment();
            case 3 -> own();
            case 4 -> one("ä€😀", "\uD800", "\uDC00 x", "a\u00A0b");
            case 5 -> one("a - b", "a / b", "BEGIN", "$1", "a$b$c");
            case 6 -> one(lineEnd, "\t", "  ");
            default -> one("begin_at", "ending", "and", "42", "DELIMITERS");
        };
        // A word BEGIN with a space behind it begins a block where END follows by chance; elsewhere it is only a word.
        String word = piece.equals("BEGIN") ? "BEGIN." : piece;
        return word.contains(delimiter) && !delimiter.equals(";") ? "q" : word;
    }

    private String own() {
        return switch (rules) {
            case MYSQL -> one("'a\\';b'", "\"\\\\\"", "'\\\\\\'; ('");
            case POSTGRES -> one("E'a\\';b'", "$$ ; ' ( $$", "$t1$ $$ ; $t1$", "e'\\\\'", "'\\'");
            case GENERIC -> one("$$ ; ' ( $$", "$t1$ $$ ; $t1$", "'\\'");
            case SQLITE -> one("'\\'", "x'00'");
        };
    }

    private String block() {
        boolean atomic = (rules == SplitRules.POSTGRES || rules == SplitRules.GENERIC) && random.nextInt(3) == 0;
        if (!atomic && rules == SplitRules.GENERIC) {
            return plain();
        }
        StringBuilder text = new StringBuilder(one("CREATE TRIGGER t ", "CREATE PROCEDURE p() ", ""));
        text.append(atomic ? "BEGIN ATOMIC " : one("BEGIN ", "begin\n", "Begin\t"));
        body(text, random.nextInt(4), atomic);
        return text.append("END").toString();
    }

    private void body(StringBuilder text, int depth, boolean atomic) {
        for (int left = random.nextInt(4); left > 0; left--) {
            text.append(plain()).append(";").append(one(" ", lineEnd));
        }
        if (depth > 0 && !atomic) {
            text.append("BEGIN ");
            body(text, depth - 1, false);
            text.append("END;").append(lineEnd);
        }
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
