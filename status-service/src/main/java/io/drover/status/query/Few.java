package io.drover.status.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Says that databases are few, when the counters know it: they are then found first and put in order, instead of walking
 * all in order until a page is full. It narrows nothing that the other conditions do not.
 */
final class Few {
    /** Up to as many are sorted rather than searched for: by then a page is full after some thousand rows. */
    static final int MOST = 2_000;

    private static final int MOST_STANDINGS = 20;

    private Few() {}

    /** Only databases that stand like this, if they are few; says whether they are. */
    static boolean only(Where where, List<StandingStore.Standing> standings) {
        boolean few = areFew(standings);
        if (few) {
            List<Object> values = new ArrayList<>();
            only(where, condition(standings, values), values);
        }
        return few;
    }

    /**
     * Only databases of a directory that stand like this, or failed, or were left half way, if the first are few; says whether
     * they are. How many the others are is not counted; their index is read as a whole.
     */
    static boolean orAstray(Where where, List<StandingStore.Standing> standings, String directory) {
        boolean few = areFew(standings);
        if (few) {
            List<Object> values = new ArrayList<>();
            String condition = condition(standings, values);
            values.add(directory);
            only(where, condition + " OR (s.directory = ? AND (s.failed OR s.partly))", values);
        }
        return few;
    }

    private static boolean areFew(List<StandingStore.Standing> standings) {
        return standings.size() <= MOST_STANDINGS
                && standings.stream()
                                .mapToLong(StandingStore.Standing::databases)
                                .sum()
                        <= MOST;
    }

    private static String condition(List<StandingStore.Standing> standings, List<Object> values) {
        for (StandingStore.Standing standing : standings) {
            Collections.addAll(
                    values,
                    standing.directory(),
                    standing.failed(),
                    standing.complete().toArray(String[]::new));
        }
        return standings.isEmpty()
                ? "false"
                : String.join(
                        " OR ",
                        Collections.nCopies(standings.size(), "(s.directory = ? AND s.failed = ? AND s.complete = ?)"));
    }

    /** Only databases {@code s} for which the condition holds. */
    static void only(Where where, String condition, List<Object> values) {
        where.and(
                "d.target = ANY (ARRAY(SELECT s.target FROM database s WHERE s.shown AND (" + condition + ")))",
                values.toArray());
    }
}
