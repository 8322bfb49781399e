package io.drover.engine.directory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code atlas:name value} lines that speak about a whole file.
 *
 * <p>They stand in the block of {@code --} and {@code #} lines at the very top, and only count when an empty line
 * follows that block or nothing follows it at all: otherwise they belong to the first statement
 * ({@link StatementDirectives}). A line that is indented ends the block, one with spaces in it is not empty.
 *
 * @param lines in file order
 */
public record FileDirectives(List<Line> lines) {

    private static final Pattern DIRECTIVE = Pattern.compile("^([ -~]*)atlas:(\\w+)(?: +(.+))*");
    private static final String CHECKPOINT = "checkpoint";

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

    /** True when the file sums up all that comes before it. */
    public boolean isCheckpoint() {
        return has(CHECKPOINT);
    }

    /** What the checkpoint is called; empty when it has no tag or the file is none. */
    public Optional<String> checkpointTag() {
        return values(CHECKPOINT).stream().findFirst().filter(tag -> !tag.isEmpty());
    }

    /**
     * True when a {@code nolint} line of the file silences this analyzer or code, by naming it or by naming none.
     *
     * @param analyzerOrCode such as {@code destructive} or {@code DS103}; case does not matter
     */
    public boolean silences(String analyzerOrCode) {
        return silences(lines, analyzerOrCode);
    }

    static boolean silences(List<Line> lines, String analyzerOrCode) {
        return lines.stream()
                .filter(line -> line.name().equals("nolint"))
                .anyMatch(line -> line.value().isEmpty()
                        || Arrays.stream(line.value().split("[ ,]+")).anyMatch(analyzerOrCode::equalsIgnoreCase));
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
            String line = new String(content, at, end - at, StandardCharsets.UTF_8);
            if (line.isEmpty() || line.equals("\r")) {
                return new FileDirectives(found);
            }
            if (!line.startsWith("--") && !line.startsWith("#")) {
                return new FileDirectives(List.of());
            }
            parse(line).ifPresent(found::add);
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

    /** The directive of a comment, whose marks at the beginning may be anything; empty when it is an ordinary comment. */
    static Optional<Line> parse(String comment) {
        Matcher matcher = DIRECTIVE.matcher(comment.strip());
        if (!matcher.find()) {
            return Optional.empty();
        }
        String value = matcher.group(3);
        return Optional.of(new Line(matcher.group(2), value == null ? "" : value.strip()));
    }
}
