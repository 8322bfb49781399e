package io.drover.engine.split;

import java.util.Arrays;

/**
 * Which delimiters end a statement and which only end a part of a {@code BEGIN … END} block.
 *
 * <p>A {@code BEGIN} opens a level; what ends inside it is remembered there. When the level's {@code END} comes, all of
 * it was one statement and the memory is thrown away. When the file ends first, the {@code BEGIN} was an ordinary word
 * (as in {@code BEGIN TRANSACTION}) and the remembered ends are real. So nothing is ever scanned again, and a level costs
 * a few bytes, whatever somebody writes.
 */
final class Blocks {

    static final int NONE = -1;

    /** Start and end of each statement in turn; those of the innermost level are the last. */
    private int[] ends = new int[64];

    private int size;

    /** Of each open level: where its statement starts, and how much of {@link #ends} is older than it. */
    private int[] levels = new int[16];

    private int depth;

    boolean inside() {
        return depth > 0;
    }

    /** @param outerStart where the statement starts that the block is in */
    void enter(boolean atomic, int outerStart) {
        levels = room(levels, 2 * depth);
        levels[2 * depth] = outerStart;
        levels[2 * depth + 1] = atomic ? -size - 1 : size;
        depth++;
    }

    void boundary(String text, int start, int end) {
        if (inside() && isEnd(text, start, end, levels[2 * depth - 1] < 0)) {
            depth--;
            size = older(depth);
            add(levels[2 * depth], end);
        } else {
            add(start, end);
        }
    }

    /** The text is at its end, or goes on with another delimiter: levels that are still open were none. */
    void abandon(int end) {
        if (depth == 0) {
            return;
        }
        int open = NONE;
        int level = 0;
        int kept = older(0);
        for (int i = kept; i <= size; i += 2) {
            for (; level < depth && older(level) <= i; level++) {
                open = open == NONE ? levels[2 * level] : open;
            }
            if (i < size) {
                ends[kept] = open == NONE ? ends[i] : open;
                ends[kept + 1] = ends[i + 1];
                kept += 2;
                open = NONE;
            }
        }
        size = kept;
        depth = 0;
        if (open != NONE) {
            add(open, end);
        }
    }

    int count() {
        return size / 2;
    }

    int start(int index) {
        return ends[2 * index];
    }

    int end(int index) {
        return ends[2 * index + 1];
    }

    private int older(int level) {
        int older = levels[2 * level + 1];
        return older < 0 ? -older - 1 : older;
    }

    private void add(int start, int end) {
        ends = room(ends, size);
        ends[size] = start;
        ends[size + 1] = end;
        size += 2;
    }

    private static int[] room(int[] pairs, int used) {
        return used + 2 <= pairs.length ? pairs : Arrays.copyOf(pairs, pairs.length * 2);
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
