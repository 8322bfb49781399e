package io.drover.engine.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one file of Liquibase formatted SQL. A file without its header is plain SQL: one changeset. */
final class Changelog {

    private static final Pattern HEADER = mark("liquibase formatted sql.*");
    private static final Pattern CHANGESET = mark("changeset(?:\\s.*|:.*|)");
    private static final Pattern PARTS =
            mark("changeset\\s+((?:\"[^\"]+\"|[^\\s:\"][^:]*?):(?:\"[^\"]+\"|[^\\s\"]+))(?:\\s+(.*))?");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(\\w++):(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");
    private static final Pattern UNKEPT = mark("(property|preconditions|precondition-\\S+|ignorelines)\\b.*");

    private final String file;
    private final Faults faults;
    private final List<Changeset> changesets = new ArrayList<>();
    private final List<String> before = new ArrayList<>();
    private List<String> open = before;
    private Matcher current;
    private int begun;

    Changelog(String file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    List<Changeset> changesets(String text) {
        boolean hasHeader = false;
        int line = 0;
        for (String each : Script.lines(text)) {
            line++;
            String content = each.strip();
            Matcher unkept = UNKEPT.matcher(content);
            if (HEADER.matcher(content).matches()) {
                hasHeader = true;
            } else if (CHANGESET.matcher(content).matches()) {
                begin(content, line);
                open.add(each);
            } else {
                if (hasHeader && unkept.matches()) {
                    faults.add(
                            file,
                            line,
                            "'" + unkept.group(1) + "' cannot be followed; write what it means into the SQL");
                }
                open.add(each);
            }
        }
        end();
        return checked(hasHeader, text);
    }

    private List<Changeset> checked(boolean hasHeader, String text) {
        if (!hasHeader && changesets.isEmpty()) {
            return List.of(new Changeset(file, "", Map.of(), 1, text));
        }
        if (!hasHeader) {
            faults.add(file, "has changesets, but no line '--liquibase formatted sql'; put it at the top");
        } else if (changesets.isEmpty()) {
            faults.add(file, "has no section '--changeset author:id'");
        } else if (Script.holdsSql(String.join("", before))) {
            faults.add(file, "has SQL before its first changeset");
        }
        return changesets;
    }

    private void begin(String header, int line) {
        end();
        Matcher parts = PARTS.matcher(header);
        if (parts.matches()) {
            current = parts;
        } else {
            faults.add(file, line, "a changeset looks like '--changeset author:id'");
        }
        begun = line;
        open = new ArrayList<>();
    }

    private void end() {
        if (current != null) {
            String text = Changeset.withoutRollback(open);
            changesets.add(new Changeset(file, current.group(1), attributes(current.group(2)), begun, text));
        }
        current = null;
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new HashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(text == null ? "" : text);
        while (matcher.find()) {
            String quoted = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            attributes.put(matcher.group(1).toLowerCase(Locale.ROOT), quoted == null ? matcher.group(4) : quoted);
        }
        return attributes;
    }

    private static Pattern mark(String words) {
        return Pattern.compile("--\\s*" + words, Pattern.CASE_INSENSITIVE);
    }
}
