package io.drover.status.query;

import io.drover.status.Json;
import java.util.List;

/**
 * Says that databases are few, when the counters know it: they are then found first and put in order, instead of walking
 * all in order until a page is full. It narrows nothing that the other conditions do not.
 */
final class Few {
    /** Up to as many are sorted rather than searched for: by then a page is full after some thousand rows. */
    static final int MOST = 2_000;

    private static final String STANDING = """
            SELECT x.target FROM jsonb_to_recordset(?::jsonb) AS w(directory text, failed boolean, complete text[])
            CROSS JOIN LATERAL (SELECT s.target FROM database s WHERE s.shown AND s.directory = w.directory
                AND s.failed = w.failed AND s.complete = w.complete OFFSET 0) AS x""";

    private static final String ASTRAY =
            " UNION ALL SELECT s.target FROM database s WHERE s.shown AND s.directory = ? AND (s.failed OR s.partly)";

    private Few() {}

    /** Only databases that stand like this, if they are few; says whether they are. */
    static boolean only(Where where, List<StandingStore.Standing> standings) {
        boolean few = areFew(standings);
        if (few) {
            among(where, STANDING, Json.rows(standings));
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
            among(where, STANDING + ASTRAY, Json.rows(standings), directory);
        }
        return few;
    }

    /** Only databases {@code s} for which the condition holds. */
    static void only(Where where, String condition, Object... values) {
        among(where, "SELECT s.target FROM database s WHERE s.shown AND " + condition, values);
    }

    private static boolean areFew(List<StandingStore.Standing> standings) {
        return standings.stream().mapToLong(StandingStore.Standing::databases).sum() <= MOST;
    }

    private static void among(Where where, String targets, Object... values) {
        where.and("d.target = ANY (ARRAY(" + targets + "))", values);
    }
}
