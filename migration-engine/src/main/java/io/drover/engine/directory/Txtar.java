package io.drover.engine.directory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A migration file with the directive {@code atlas:txtar}: its statements, and the questions that must be answered with
 * true before one of them is executed. A line {@code -- name --} begins a section.
 *
 * @param migration what is executed, {@code migration.sql}
 * @param checks {@code checks.sql} and {@code checks/….sql}, in file order
 * @param down {@code down.sql}, what would undo the migration; null when there is none. It is kept, never executed
 */
public record Txtar(Section migration, List<Section> checks, Section down) {

    static final String DIRECTIVE = "txtar";

    private static final String MIGRATION = "migration.sql";
    private static final String DOWN = "down.sql";
    private static final Pattern HEADER = Pattern.compile("-- +(\\S(?:.*\\S)?) +--");
    private static final Pattern CHECK = Pattern.compile("checks\\.sql|checks/[^/]+\\.sql");
    private static final Pattern BEFORE = Pattern.compile("\\uFEFF?\\s*(--.*|#.*)?", Pattern.DOTALL);

    public Txtar {
        Objects.requireNonNull(migration, "migration");
        checks = List.copyOf(checks);
    }

    /**
     * One part of the file.
     *
     * @param name as its header has it
     * @param content raw bytes below the header, shared and not to be changed
     * @param offset where they begin in the file, in bytes
     * @param line of the file with which they begin, counted from 1
     */
    public record Section(String name, byte[] content, int offset, int line) {

        /** The {@code atlas:} lines at the top of the section. */
        public FileDirectives directives() {
            return FileDirectives.of(content);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Section section
                    && name.equals(section.name)
                    && offset == section.offset
                    && line == section.line
                    && Arrays.equals(content, section.content);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(content);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Reads an archive that {@link #faults} finds nothing wrong with. */
    static Txtar of(byte[] content) {
        Section migration = null;
        Section down = null;
        List<Section> checks = new ArrayList<>();
        for (Section section : sections(content, new ArrayList<>())) {
            if (section.name().equals(MIGRATION)) {
                migration = section;
            } else if (section.name().equals(DOWN)) {
                down = section;
            } else {
                checks.add(section);
            }
        }
        return new Txtar(migration, checks, down);
    }

    /** All that is wrong with a file that says it is an archive, one sentence each; nothing for any other file. */
    static List<String> faults(byte[] content) {
        List<String> faults = new ArrayList<>();
        if (!FileDirectives.of(content).has(DIRECTIVE)) {
            return faults;
        }
        Set<String> seen = new HashSet<>();
        for (Section section : sections(content, faults)) {
            String name = section.name();
            String where = "line " + (section.line() - 1) + ": ";
            if (!name.equals(MIGRATION)
                    && !name.equals(DOWN)
                    && !CHECK.matcher(name).matches()) {
                faults.add(where + "\"-- " + name
                        + " --\" begins a section, and there is none of this name: use checks.sql,"
                        + " checks/….sql, migration.sql or down.sql, or write the comment in another form");
            } else if (!seen.add(name)) {
                faults.add(where + "the archive has the section " + name + " twice");
            }
        }
        if (!seen.contains(MIGRATION)) {
            faults.add("the archive has no section \"-- migration.sql --\"");
        }
        return faults;
    }

    private static List<Section> sections(byte[] content, List<String> faults) {
        List<Section> sections = new ArrayList<>();
        String name = null;
        int begin = 0;
        int beginLine = 0;
        int at = 0;
        for (int line = 1; at < content.length; line++) {
            int end = at;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            int next = Math.min(content.length, end + 1);
            Matcher header = HEADER.matcher(headerOrNothing(content, at, end));
            if (header.matches()) {
                if (name != null) {
                    sections.add(section(name, content, begin, at, beginLine));
                }
                name = header.group(1);
                begin = next;
                beginLine = line + 1;
            } else if (name == null
                    && !BEFORE.matcher(text(content, at, end).strip()).matches()) {
                faults.add("line " + line
                        + ": this stands before the first section and would never be executed; move it below"
                        + " \"-- migration.sql --\"");
            }
            at = next;
        }
        if (name != null) {
            sections.add(section(name, content, begin, content.length, beginLine));
        }
        return sections;
    }

    private static Section section(String name, byte[] content, int from, int to, int line) {
        return new Section(name, Arrays.copyOfRange(content, from, to), from, line);
    }

    private static String headerOrNothing(byte[] content, int from, int to) {
        int end = to > from && content[to - 1] == '\r' ? to - 1 : to;
        boolean begins = end - from > 6 && content[from] == '-' && content[from + 1] == '-' && content[from + 2] == ' ';
        boolean ends = begins && content[end - 3] == ' ' && content[end - 2] == '-' && content[end - 1] == '-';
        return ends ? text(content, from, end) : "";
    }

    private static String text(byte[] content, int from, int to) {
        return new String(content, from, to - from, StandardCharsets.UTF_8);
    }
}
