package io.drover.status.query;

import java.util.List;

/**
 * Which databases are asked for among all that a migration concerns, and how they are found.
 *
 * @param states empty for all
 * @param search part of a target's name in any case, null for all
 * @param after the name and the id of the target that the page starts after, null for the first page
 */
record MigrationChoice(List<MigrationView.State> states, String search, List<String> after) {
    /** Over {@code database d}; {@link #stateValues} for its question marks. */
    static final String STATE = """
            CASE WHEN d.complete && ? OR ((d.failed OR d.partly) AND EXISTS (SELECT 1 FROM revision r
                    WHERE r.target = d.target AND r.directory = d.directory AND r.version = ? AND r.applied >= r.total))
                THEN 'APPLIED' WHEN d.failed AND d.failed_version = ? THEN 'FAILED' ELSE 'PENDING' END""";

    static Object[] stateValues(MigrationStore.Migration migration) {
        return new Object[] {migration.contents(), migration.version(), migration.version()};
    }

    /**
     * The keys of a page of so many rows, by name.
     *
     * @param all the standings of the directory
     * @param found the way to databases whose name was searched for
     */
    Walk.Part keys(MigrationStore.Migration migration, List<StandingStore.Standing> all, Walk found, int rows) {
        Where from = new Where("d.shown");
        if (after != null) {
            from.and("(d.name, d.target) > (?, ?)", after.get(0), Long.valueOf(after.get(1)));
        }
        Where chosen = from.copy().andComputed(states, STATE, stateValues(migration));
        if (search != null || all.size() > Walk.STANDINGS) {
            chosen.and("d.directory = ?", migration.directory());
            if (search != null) {
                NameSearch.only(chosen, search);
            }
            return found.keys(chosen, DatabaseSort.TARGET, rows);
        }
        if (asksFor(MigrationView.State.PENDING)) {
            return standing(migration, all, asksFor(MigrationView.State.APPLIED), true)
                    .keys(chosen, DatabaseSort.TARGET, rows);
        }
        Walk.Part whole = standing(migration, all, asksFor(MigrationView.State.APPLIED), false)
                .keys(from, DatabaseSort.TARGET, rows);
        Where rest = chosen.and("NOT d.complete && ?", (Object) migration.contents());
        return whole.or(
                Walk.astray(migration.directory()).keys(rest, DatabaseSort.TARGET, rows), DatabaseSort.TARGET, rows);
    }

    private static Walk standing(
            MigrationStore.Migration migration, List<StandingStore.Standing> all, boolean with, boolean without) {
        return Walk.among(all.stream()
                .filter(standing -> migration.isIn(standing.complete()) ? with : without)
                .toList());
    }

    private boolean asksFor(MigrationView.State state) {
        return states.isEmpty() || states.contains(state);
    }
}
