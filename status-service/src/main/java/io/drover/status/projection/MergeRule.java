package io.drover.status.projection;

import io.drover.contracts.RunState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;

/**
 * P14: which word counts when several are heard. For one attempt the stronger word wins, whoever said it first; a later
 * attempt beats an earlier one, except that an agent which finds nothing left to do, while an earlier attempt did the work
 * or never reported, tells that the run has succeeded. The outcome depends on what was heard, not on its order.
 */
final class MergeRule {
    /** Reason of a run whose work was found done. */
    static final String RECONCILED = "reconciled";

    private static final List<RunState> WEAKEST_FIRST = List.of(
            RunState.UNKNOWN,
            RunState.SKIPPED,
            RunState.CANCELLED,
            RunState.UNREACHABLE,
            RunState.NO_ACTION,
            RunState.FAILED,
            RunState.SUCCEEDED);

    private static final Comparator<Word> STRENGTH = Comparator.<Word>comparingInt(
                    word -> WEAKEST_FIRST.indexOf(word.state()))
            .thenComparing(Word::byAgent)
            .thenComparing(word -> !RECONCILED.equals(word.reason()))
            .thenComparing(word -> word.at() == null ? Instant.MAX : word.at(), Comparator.reverseOrder());

    private MergeRule() {}

    /** The state of a run and the attempt it is in. */
    record Merged(int attempt, RunState state, String reason) {}

    /** True when {@code heard} takes the place of {@code known}, both about the same attempt. */
    static boolean replaces(Word heard, Word known) {
        return known == null || STRENGTH.compare(heard, known) > 0;
    }

    /**
     * The state of a run.
     *
     * @param planned the newest attempt the orchestrator planned, 0 for none
     * @param live the newest attempt an agent began or gave back, 0 for none
     * @param begun true when that attempt was begun
     * @param words the strongest word for each attempt that ended
     * @param reported attempts of which an agent told an end
     */
    static Merged merge(
            int planned, int live, boolean begun, NavigableMap<Integer, Word> words, Set<Integer> reported) {
        int attempt = Math.max(planned, Math.max(live, words.isEmpty() ? 0 : words.lastKey()));
        Word word = words.get(attempt);
        if (word == null) {
            boolean running = begun && live == attempt;
            return new Merged(attempt, running ? RunState.RUNNING : RunState.PENDING, null);
        }
        if (word.state() == RunState.NO_ACTION && word.byAgent() && workWasDoneBefore(attempt, words, reported)) {
            return new Merged(attempt, RunState.SUCCEEDED, RECONCILED);
        }
        return new Merged(attempt, word.state(), word.reason());
    }

    private static boolean workWasDoneBefore(int attempt, NavigableMap<Integer, Word> words, Set<Integer> reported) {
        for (int earlier = 1; earlier < attempt; earlier++) {
            Word word = words.get(earlier);
            if (!reported.contains(earlier) || (word != null && word.state() == RunState.SUCCEEDED)) {
                return true;
            }
        }
        return false;
    }
}
