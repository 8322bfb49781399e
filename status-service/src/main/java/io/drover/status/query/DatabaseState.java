package io.drover.status.query;

import java.util.List;

/**
 * P8: where a database stands, decided when it is asked for (P9), from what was applied to it and what its directory
 * wants.
 */
public enum DatabaseState {
    SYNCED,
    PENDING,
    ERROR;

    /** The same decision for a filter, over tables {@code database d} and {@code directory latest}. */
    static final String SQL = "CASE WHEN d.failed THEN 'ERROR'"
            + " WHEN coalesce(latest.digest = ANY (d.complete), false) THEN 'SYNCED' ELSE 'PENDING' END";

    /**
     * The state of a database.
     *
     * @param failed true when its last finished run failed
     * @param complete digests of which nothing is left to apply there
     * @param wanted digest of the latest version of its directory, null when no version was heard of
     */
    static DatabaseState of(boolean failed, List<String> complete, String wanted) {
        if (failed) {
            return ERROR;
        }
        return wanted != null && complete.contains(wanted) ? SYNCED : PENDING;
    }
}
