package io.drover.status.query;

import io.drover.contracts.RunState;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Reads a deployment as a picture: a letter for each target. Costs one narrow row for each. */
@ApplicationScoped
class CellStore {
    private final Sql sql;

    CellStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * The states of all targets of a deployment.
     *
     * @param total how many targets
     * @param states a letter for each, at its position: P pending or not planned yet, Q queued, R running, S succeeded,
     *     N no action, F failed, U unreachable, K unknown, X skipped, C cancelled
     * @param waves in order; each from its first position to its last
     * @param names of the targets at their positions, null unless asked for
     */
    public record Cells(
            int total, String states, List<Stretch> waves, List<String> names, Instant asOf, Duration lag) {}

    /** The positions of a wave, the first and the last included. */
    public record Stretch(String name, int from, int to) {}

    /** {@code known}: how many targets the deployment is said to have. */
    Drawing draw(long deployment, int known, boolean withNames) {
        Drawing drawing = new Drawing(known, withNames);
        sql.list(
                query(withNames),
                row -> {
                    drawing.put(
                            row.getInt(1),
                            Cell.of(RunState.valueOf(row.getString(2))),
                            row.getString(3),
                            withNames ? row.getString(4) : null);
                    return null;
                },
                deployment);
        return drawing;
    }

    static String query(boolean withNames) {
        return "SELECT position, state, wave" + (withNames ? ", target_name" : "")
                + " FROM run WHERE deployment = ? AND position IS NOT NULL ORDER BY position, id";
    }

    /** Takes runs in the order of their positions. Not thread-safe. */
    static final class Drawing {
        private final boolean withNames;
        private final StringBuilder states = new StringBuilder();
        private final List<String> names = new ArrayList<>();
        private final List<Stretch> waves = new ArrayList<>();
        private final int known;

        Drawing(int known, boolean withNames) {
            this.known = known;
            this.withNames = withNames;
        }

        void put(int position, char letter, String wave, String name) {
            fill(position);
            if (position < states.length()) {
                return;
            }
            states.append(letter);
            if (withNames) {
                names.add(name);
            }
            stretch(wave, position);
        }

        private void stretch(String wave, int position) {
            Stretch last = waves.isEmpty() ? null : waves.get(waves.size() - 1);
            if (last != null && last.name().equals(wave)) {
                waves.set(waves.size() - 1, new Stretch(wave, last.from(), position));
            } else if (wave != null) {
                waves.add(new Stretch(wave, position, position));
            }
        }

        /** What was not heard of yet is pending. */
        private void fill(int to) {
            int missing = to - states.length();
            if (missing > 0) {
                char[] pending = new char[missing];
                Arrays.fill(pending, 'P');
                states.append(pending);
                if (withNames) {
                    names.addAll(Collections.nCopies(missing, null));
                }
            }
        }

        Cells cells(Instant asOf, Duration lag) {
            fill(known);
            return new Cells(states.length(), states.toString(), waves, withNames ? names : null, asOf, lag);
        }
    }
}
