package io.drover.status.projection;

import io.drover.contracts.RunState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;

/**
 * P14: which word counts when several are heard. For one attempt the stronger word wins, whoever said it first; a later
 * attempt beats an earlier one, except that who finds nothing left to do, while an earlier attempt did the work, tells that
 * the run has succeeded. That it is the same when an earlier attempt was lost the orchestrator says itself, as a stronger
 * word: here a report that comes late after all must not take it back. An attempt of which no end was heard is what the
 * orchestrator called it last, or what its agent does. The outcome depends on what was heard, not on its order.
 */
final class MergeRule {
    /** Reason of a run whose work was found done. */
    static final String RECONCILED = "reconciled";

    private static final List<RunState> WEAKEST_FIRST = List.of(
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

    /** True when {@code heard} takes the place of {@code known}, both about the end of the same attempt. */
    static boolean replaces(Word heard, Word known) {
        return known == null || STRENGTH.compare(heard, known) > 0;
    }

    /**
     * The state of a run.
     *
     * @param planned the newest attempt the orchestrator planned, 0 for none
     * @param sign the newest begin or return of an agent
     * @param told what the orchestrator last called an attempt that had not ended
     * @param words the strongest word for each attempt that ended
     */
    static Merged merge(int planned, Sign sign, Told told, NavigableMap<Integer, Word> words) {
        int last = words.isEmpty() ? 0 : words.lastKey();
        int attempt = Math.max(Math.max(planned, sign.attempt()), Math.max(told.attempt(), last));
        Word word = words.get(attempt);
        if (word == null) {
            return open(attempt, sign, told);
        }
        if (word.state() == RunState.NO_ACTION && workWasDoneBefore(attempt, words)) {
            return new Merged(attempt, RunState.SUCCEEDED, RECONCILED);
        }
        return new Merged(attempt, word.state(), word.reason());
    }

    /** Only the orchestrator ends the being UNKNOWN; of other states the later said counts. */
    private static Merged open(int attempt, Sign sign, Told told) {
        boolean hasSign = sign.attempt() == attempt;
        boolean isTold =
                told.attempt() == attempt && (told.state() == RunState.UNKNOWN || !hasSign || !sign.isAfter(told.at()));
        if (isTold) {
            return new Merged(attempt, told.state(), told.reason());
        }
        return new Merged(attempt, hasSign && sign.begun() ? RunState.RUNNING : RunState.PENDING, null);
    }

    private static boolean workWasDoneBefore(int attempt, NavigableMap<Integer, Word> words) {
        return words.headMap(attempt, false).values().stream().anyMatch(word -> word.state() == RunState.SUCCEEDED);
    }
}
