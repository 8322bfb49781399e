package io.drover.engine.apply;

import java.util.regex.Pattern;

/**
 * Statements that may have run or not and can be run again, because a second time changes nothing: DDL with {@code IF NOT
 * EXISTS} or {@code IF EXISTS} in its plainest forms, and the beginning of a transaction, of which nothing stays by itself.
 *
 * <p>Narrow on purpose. Whatever holds a literal, a comment, a query or several actions is left to people; so is an index that
 * was being built concurrently, since a broken one exists too.
 */
final class HarmlessTwice {

    private static final String NAME = "[\\w.\"`]+";
    private static final String NAMES = NAME + "(?:\\s*,\\s*" + NAME + ")*";
    private static final String BEHAVIOUR = "(?:\\s+(?:CASCADE|RESTRICT))?";

    private static final Pattern CREATE_PLAIN =
            Pattern.compile("(?is)CREATE\\s+(?:SCHEMA|SEQUENCE|EXTENSION)\\s+IF\\s+NOT\\s+EXISTS\\s+" + NAME);
    private static final Pattern CREATE_TABLE =
            Pattern.compile("(?is)CREATE\\s+TABLE\\s+IF\\s+NOT\\s+EXISTS\\s+" + NAME + "\\s*\\(.*\\)");
    private static final Pattern CREATE_INDEX =
            Pattern.compile("(?is)CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+IF\\s+NOT\\s+EXISTS\\s+" + NAME + "\\s+ON\\s+"
                    + NAME + "\\s*\\(.*\\)");
    private static final Pattern DROP = Pattern.compile(
            "(?is)DROP\\s+(?:TABLE|VIEW|INDEX|SEQUENCE|SCHEMA|TYPE|EXTENSION|MATERIALIZED\\s+VIEW|INDEX\\s+CONCURRENTLY)"
                    + "\\s+IF\\s+EXISTS\\s+" + NAMES + BEHAVIOUR);
    private static final Pattern DROP_COLUMN = Pattern.compile("(?is)ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?" + NAME
            + "\\s+DROP\\s+COLUMN\\s+IF\\s+EXISTS\\s+" + NAME + BEHAVIOUR);
    private static final Pattern ADD_COLUMN = Pattern.compile("(?is)ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?" + NAME
            + "\\s+ADD\\s+COLUMN\\s+IF\\s+NOT\\s+EXISTS\\s+" + NAME + "\\s+[\\w ]+(?:\\(\\s*\\d+\\s*\\))?[\\w ]*");
    private static final Pattern BEGIN = Pattern.compile(
            "(?is)(?:BEGIN|START)(?:\\s+(?:TRANSACTION|WORK|IMMEDIATE|DEFERRED|EXCLUSIVE))*|SAVEPOINT\\s+" + NAME);

    private static final Pattern DOUBTFUL = Pattern.compile(
            "(?is)['$;#]|--|/\\*|\\b(?:SELECT|AS|SERIAL|BIGSERIAL|SMALLSERIAL|GENERATED|REFERENCES)\\b");

    private HarmlessTwice() {}

    static boolean is(String statement) {
        String text = statement.strip();
        text = text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
        if (DOUBTFUL.matcher(text).find()) {
            return false;
        }
        for (Pattern form :
                new Pattern[] {CREATE_PLAIN, CREATE_TABLE, CREATE_INDEX, DROP, DROP_COLUMN, ADD_COLUMN, BEGIN}) {
            if (form.matcher(text).matches()) {
                return true;
            }
        }
        return false;
    }
}
