package io.drover.engine.split;

import java.util.ArrayList;
import java.util.List;

/**
 * Which delimiters end a statement and which only end a part of a {@code BEGIN … END} block.
 *
 * <p>A {@code BEGIN} opens a level; what ends inside it is remembered there. When the level's {@code END} comes, all of
 * it was one statement and the memory is thrown away. When the file ends first, the {@code BEGIN} was an ordinary word
 * (as in {@code BEGIN TRANSACTION}) and the remembered ends are real. So nothing is ever scanned again.
 */
final class Blocks {

    static final int NONE = -1;

    record Segment(int start, int end) {}

    private record Level(boolean atomic, int outerStart, List<Segment> segments) {}

    private final List<Level> levels = new ArrayList<>();

    Blocks() {
        levels.add(new Level(false, NONE, new ArrayList<>()));
    }

    boolean inside() {
        return levels.size() > 1;
    }

    void enter(boolean atomic, int outerStart) {
        levels.add(new Level(atomic, outerStart, new ArrayList<>(2)));
    }

    void boundary(String text, int start, int end) {
        Level level = top();
        if (inside() && isEnd(text, start, end, level.atomic())) {
            levels.remove(levels.size() - 1);
            top().segments().add(new Segment(level.outerStart(), end));
        } else {
            level.segments().add(new Segment(start, end));
        }
    }

    /** The statements, once the text is at its end: levels that are still open were none. */
    List<Segment> segments(int textEnd) {
        List<Segment> all = new ArrayList<>();
        int open = NONE;
        for (Level level : levels) {
            open = open == NONE ? level.outerStart() : open;
            for (Segment segment : level.segments()) {
                all.add(open == NONE ? segment : new Segment(open, segment.end()));
                open = NONE;
            }
        }
        if (open != NONE) {
            all.add(new Segment(open, textEnd));
        }
        return all;
    }

    private Level top() {
        return levels.get(levels.size() - 1);
    }

    /** A plain block ends with {@code END} alone, so that {@code END IF} does not count; an atomic one with any END. */
    private static boolean isEnd(String text, int start, int end, boolean atomic) {
        if (!text.regionMatches(true, start, "END", 0, 3) || end < start + 3) {
            return false;
        }
        int at = start + 3;
        if (atomic) {
            return at == end || !Character.isJavaIdentifierPart(text.charAt(at));
        }
        while (at < end && Quotes.isSpace(text.charAt(at))) {
            at++;
        }
        return at == end || (text.charAt(at) == ';' && at + 1 == end);
    }
}
