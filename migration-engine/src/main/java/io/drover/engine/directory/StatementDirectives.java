package io.drover.engine.directory;

import io.drover.engine.directory.FileDirectives.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The {@code atlas:name value} lines that speak about one statement: those in the comments directly above it, written
 * {@code -- atlas:x}, {@code --atlas:x}, {@code #atlas:x} or, on one line, {@code /*atlas:x*}{@code /}. An empty line
 * between comment and statement parts them.
 *
 * @param lines in file order
 */
public record StatementDirectives(List<Line> lines) {

    public StatementDirectives {
        lines = List.copyOf(lines);
    }

    /** Values of all directives of this name. */
    public List<String> values(String name) {
        return new FileDirectives(lines).values(name);
    }

    /**
     * True when a {@code nolint} line of the statement silences this analyzer or code, by naming it or by naming none.
     *
     * @param analyzerOrCode such as {@code destructive} or {@code DS103}; case does not matter
     */
    public boolean silences(String analyzerOrCode) {
        return FileDirectives.silences(lines, analyzerOrCode);
    }

    static StatementDirectives above(byte[] content, int offset) {
        List<Line> upwards = new ArrayList<>();
        int end = offset;
        boolean ownLine = true;
        while (end >= 0) {
            int start = lineStart(content, end);
            String line = new String(content, start, end - start, StandardCharsets.UTF_8).strip();
            if (!(ownLine && line.isEmpty())) {
                if (!isComment(line)) {
                    break;
                }
                FileDirectives.parse(withoutEnd(line)).ifPresent(upwards::add);
            }
            ownLine = false;
            end = start - 1;
        }
        Collections.reverse(upwards);
        return new StatementDirectives(upwards);
    }

    private static int lineStart(byte[] content, int end) {
        int start = end;
        while (start > 0 && content[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static boolean isComment(String line) {
        return line.startsWith("--") || line.startsWith("#") || (line.startsWith("/*") && line.endsWith("*/"));
    }

    private static String withoutEnd(String comment) {
        return comment.startsWith("/*") ? comment.substring(0, comment.length() - 2) : comment;
    }
}
