package io.drover.status.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunState;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeRuleTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, FAILED",
        "FAILED, NO_ACTION",
        "NO_ACTION, UNREACHABLE",
        "UNREACHABLE, CANCELLED",
        "CANCELLED, UNKNOWN"
    })
    @DisplayName("P14 for one attempt the stronger word wins, whichever is heard first")
    void prefersTheStrongerWord(RunState strong, RunState weak) {
        assertThat(MergeRule.replaces(reported(strong), reported(weak))).isTrue();
        assertThat(MergeRule.replaces(reported(weak), reported(strong))).isFalse();
    }

    @Test
    void doesNotReplaceAWordByItself() {
        assertThat(MergeRule.replaces(reported(RunState.FAILED), reported(RunState.FAILED)))
                .isFalse();
    }

    @Test
    void prefersWhatAnAgentSawToTheSameWordOfTheOrchestrator() {
        assertThat(MergeRule.replaces(reported(RunState.FAILED), settled(RunState.FAILED)))
                .isTrue();
    }

    @Test
    @DisplayName("P14 a later attempt beats an earlier one")
    void prefersTheLaterAttempt() {
        MergeRule.Merged merged = MergeRule.merge(
                2, 0, false, words(reported(RunState.SUCCEEDED), reported(RunState.FAILED)), Set.of(1, 2));

        assertThat(merged).isEqualTo(new MergeRule.Merged(2, RunState.FAILED, null));
    }

    @Test
    @DisplayName("P14 nothing pending after an attempt that never reported is a success")
    void takesNothingPendingAfterASilentAttemptForASuccess() {
        MergeRule.Merged merged =
                MergeRule.merge(2, 0, false, words(settled(RunState.FAILED), reported(RunState.NO_ACTION)), Set.of(2));

        assertThat(merged).isEqualTo(new MergeRule.Merged(2, RunState.SUCCEEDED, "reconciled"));
    }

    @Test
    void keepsNothingPendingWhenTheEarlierAttemptReportedAFailure() {
        MergeRule.Merged merged = MergeRule.merge(
                2, 0, false, words(reported(RunState.FAILED), reported(RunState.NO_ACTION)), Set.of(1, 2));

        assertThat(merged.state()).isEqualTo(RunState.NO_ACTION);
    }

    @Test
    void takesNothingPendingAfterALateSuccessForThatSuccess() {
        MergeRule.Merged merged = MergeRule.merge(
                2, 0, false, words(reported(RunState.SUCCEEDED), reported(RunState.NO_ACTION)), Set.of(1, 2));

        assertThat(merged.state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void isPendingAgainWhenAnotherAttemptIsPlanned() {
        MergeRule.Merged merged = MergeRule.merge(2, 1, true, words(reported(RunState.FAILED)), Set.of(1));

        assertThat(merged).isEqualTo(new MergeRule.Merged(2, RunState.PENDING, null));
    }

    @Test
    void runsFromTheBeginningOfTheAttemptUntilItsEnd() {
        assertThat(MergeRule.merge(1, 1, true, words(), Set.of()).state()).isEqualTo(RunState.RUNNING);
        assertThat(MergeRule.merge(1, 1, false, words(), Set.of()).state()).isEqualTo(RunState.PENDING);
    }

    private static Word reported(RunState state) {
        return new Word(state, null, true, AT);
    }

    private static Word settled(RunState state) {
        return new Word(state, null, false, AT);
    }

    private static NavigableMap<Integer, Word> words(Word... ofAttempts) {
        NavigableMap<Integer, Word> words = new TreeMap<>();
        for (int i = 0; i < ofAttempts.length; i++) {
            words.put(i + 1, ofAttempts[i]);
        }
        return words;
    }
}
