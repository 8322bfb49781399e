package io.drover.engine.directory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code atlas:name value} lines that speak about a whole file.
 *
 * <p>They stand in the comment block at the very top, and only count when an empty line follows that block or nothing
 * follows it at all: otherwise the comments belong to the first statement.
 *
 * @param lines in file order
 */
public record FileDirectives(List<Line> lines) {

    private static final Pattern DIRECTIVE = Pattern.compile("^([ -~]*)atlas:(\\w+)(?: +(.+))*");

    /** Some editors write it at the very beginning; it is no part of the text. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    public FileDirectives {
        lines = List.copyOf(lines);
    }

    /**
     * One directive.
     *
     * @param name such as {@code txmode}
     * @param value what follows the name, trimmed; empty when nothing does
     */
    public record Line(String name, String value) {}

    /** Values of all directives of this name. */
    public List<String> values(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .map(Line::value)
                .toList();
    }

    /** True when the file carries a directive of this name. */
    public boolean has(String name) {
        return lines.stream().anyMatch(line -> line.name().equals(name));
    }

    /** These and those. */
    FileDirectives and(FileDirectives others) {
        List<Line> all = new ArrayList<>(lines);
        all.addAll(others.lines);
        return new FileDirectives(all);
    }

    /** Looks no further than the block at the top, however long the file is. */
    static FileDirectives of(byte[] content) {
        List<Line> found = new ArrayList<>();
        int at = beginsWithMark(content) ? BYTE_ORDER_MARK.length : 0;
        while (at < content.length) {
            int end = at;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            String line = new String(content, at, end - at, StandardCharsets.UTF_8).strip();
            if (line.isEmpty()) {
                return new FileDirectives(found);
            }
            if (!line.startsWith("--") && !line.startsWith("#")) {
                return new FileDirectives(List.of());
            }
            parse(line, found);
            at = end + 1;
        }
        return new FileDirectives(found);
    }

    private static boolean beginsWithMark(byte[] content) {
        int length = BYTE_ORDER_MARK.length;
        return content.length >= length && Arrays.equals(content, 0, length, BYTE_ORDER_MARK, 0, length);
    }

    /** True when the first line of the content says that the file does not count in the checksum. */
    static boolean leavesChecksum(String firstLine) {
        Matcher matcher = DIRECTIVE.matcher(firstLine);
        return matcher.find() && matcher.group(2).equals("sum") && "ignore".equals(matcher.group(3));
    }

    private static void parse(String line, List<Line> found) {
        Matcher matcher = DIRECTIVE.matcher(line);
        if (matcher.find()) {
            String value = matcher.group(3);
            found.add(new Line(matcher.group(2), value == null ? "" : value.strip()));
        }
    }
}
