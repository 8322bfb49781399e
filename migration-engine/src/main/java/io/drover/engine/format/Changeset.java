package io.drover.engine.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One changeset of a Liquibase changelog.
 *
 * @param identity {@code author:id}; empty for a file that is plain SQL
 * @param attributes what follows the identity, with names in lower case
 * @param line where it begins in its file
 * @param text all of it, its first line among it, without what rolls it back
 */
record Changeset(String file, String identity, Map<String, String> attributes, int line, String text) {

    private static final List<String> CHOOSE_TARGETS =
            List.of("context", "contexts", "contextfilter", "labels", "runalways");
    private static final int LONGEST_DELIMITER = 100;
    private static final String LITERAL = "(?:[^\\\\|*+?()\\[\\]{}^$.]|\\\\[nrt])+";

    Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name)).filter(value -> !value.isEmpty());
    }

    boolean isIgnored() {
        return is("ignore", true);
    }

    String place() {
        return file + ", line " + line;
    }

    /** The migration; adds a fault for each thing that cannot be kept. */
    byte[] content(Faults faults) {
        for (String attribute : CHOOSE_TARGETS) {
            if (attributes.containsKey(attribute) && !is(attribute, false)) {
                faults.add(
                        file,
                        line,
                        "'" + attribute + ":" + attributes.get(attribute) + "' of the changeset " + identity
                                + " cannot be followed; take it out, or move the changeset to a directory of its own");
            }
        }
        boolean transactional = !is("runintransaction", false);
        if (is("splitstatements", false)) {
            return SqlPiece.join(List.of(new SqlPiece(text, true)), transactional);
        }
        Optional<String> delimiter = attribute("enddelimiter").filter(end -> !end.equals(";"));
        if (delimiter.isEmpty()) {
            return AtlasFile.of(text, transactional);
        }
        if (delimiter.get().length() > LONGEST_DELIMITER || !delimiter.get().matches(LITERAL)) {
            faults.add(
                    file,
                    line,
                    "the endDelimiter " + delimiter.get() + " of the changeset " + identity
                            + " is a regular expression; write the delimiter itself");
        }
        String end = delimiter.get().equals("/") ? "\\n/" : delimiter.get();
        return AtlasFile.of(end, text, transactional);
    }

    private boolean is(String attribute, boolean value) {
        return Boolean.toString(value).equalsIgnoreCase(attributes.get(attribute));
    }

    /** Without the lines that roll the changeset back. */
    static String withoutRollback(List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean inBlock = false;
        for (String line : lines) {
            String start = line.strip().toLowerCase(Locale.ROOT);
            inBlock |= start.matches("/\\*\\s*liquibase rollback.*");
            if (!inBlock && !start.matches("--\\s*rollback(?:\\s.*|:.*)?")) {
                kept.add(line);
            }
            inBlock &= !start.endsWith("*/");
        }
        return Script.trimmed(String.join("", kept));
    }
}
