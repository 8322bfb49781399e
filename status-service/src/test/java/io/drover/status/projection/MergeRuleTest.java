package io.drover.status.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunState;
import java.time.Instant;
import java.util.NavigableMap;
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
        "CANCELLED, SKIPPED"
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
                2, Sign.NONE, Told.NOTHING, words(reported(RunState.SUCCEEDED), reported(RunState.FAILED)));

        assertThat(merged).isEqualTo(new MergeRule.Merged(2, RunState.FAILED, null));
    }

    @Test
    void keepsNothingPendingWhenTheEarlierAttemptReportedAFailure() {
        MergeRule.Merged merged = MergeRule.merge(
                2, Sign.NONE, Told.NOTHING, words(reported(RunState.FAILED), reported(RunState.NO_ACTION)));

        assertThat(merged.state()).isEqualTo(RunState.NO_ACTION);
    }

    @Test
    void takesNothingPendingAfterALateSuccessForThatSuccess() {
        MergeRule.Merged merged = MergeRule.merge(
                2, Sign.NONE, Told.NOTHING, words(reported(RunState.SUCCEEDED), reported(RunState.NO_ACTION)));

        assertThat(merged.state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void isPendingAgainWhenAnotherAttemptIsPlanned() {
        MergeRule.Merged merged = MergeRule.merge(2, sign(1, true), Told.NOTHING, words(reported(RunState.FAILED)));

        assertThat(merged).isEqualTo(new MergeRule.Merged(2, RunState.PENDING, null));
    }

    @Test
    void runsFromTheBeginningOfTheAttemptUntilItsEnd() {
        assertThat(MergeRule.merge(1, sign(1, true), Told.NOTHING, words()).state())
                .isEqualTo(RunState.RUNNING);
        assertThat(MergeRule.merge(1, sign(1, false), Told.NOTHING, words()).state())
                .isEqualTo(RunState.PENDING);
    }

    @Test
    @DisplayName("P21 a lost attempt is unknown whatever its agent did before, until the orchestrator finds it alive")
    void isWhatTheOrchestratorCallsAnAttemptThatHasNotEnded() {
        Told lost = told(5, RunState.UNKNOWN, AT.plusSeconds(30));
        Told found = lost.and(told(7, RunState.RUNNING, AT.plusSeconds(40)));

        assertThat(merge(sign(1, true), lost).state()).isEqualTo(RunState.UNKNOWN);
        assertThat(merge(sign(1, true), found).state()).isEqualTo(RunState.RUNNING);
        assertThat(merge(Sign.NONE, found).state()).isEqualTo(RunState.RUNNING);
        assertThat(found.and(lost)).isEqualTo(found);
        assertThat(found.and(told(9, RunState.UNKNOWN, AT)).state()).isEqualTo(RunState.UNKNOWN);
    }

    @Test
    void isPendingAgainWhenItIsGivenBackAfterItWasFoundAlive() {
        Told found = told(7, RunState.RUNNING, AT.plusSeconds(40));

        assertThat(merge(new Sign(1, 0, false, AT.plusSeconds(50), "a"), found).state())
                .isEqualTo(RunState.PENDING);
        assertThat(merge(new Sign(1, 0, false, AT.plusSeconds(30), "a"), found).state())
                .isEqualTo(RunState.RUNNING);
    }

    @Test
    @DisplayName("P14 an end that was told beats every word about an attempt that has not ended")
    void prefersAnEndToUnknown() {
        MergeRule.Merged merged = MergeRule.merge(
                1, sign(1, true), told(9, RunState.UNKNOWN, AT.plusSeconds(60)), words(reported(RunState.FAILED)));

        assertThat(merged.state()).isEqualTo(RunState.FAILED);
    }

    @Test
    @DisplayName(
            "P14 nothing pending that the orchestrator settles is a success only when an earlier attempt succeeded")
    void takesTheOrchestratorsNothingPendingForASuccessOnlyAfterASuccess() {
        Word nothing = settled(RunState.NO_ACTION);

        assertThat(MergeRule.merge(2, Sign.NONE, Told.NOTHING, words(reported(RunState.SUCCEEDED), nothing))
                        .state())
                .isEqualTo(RunState.SUCCEEDED);
        assertThat(MergeRule.merge(2, Sign.NONE, Told.NOTHING, words(settled(RunState.FAILED), nothing))
                        .state())
                .isEqualTo(RunState.NO_ACTION);
    }

    @Test
    @DisplayName("P17 a copy of the command that another agent gives back leaves the run running")
    void ignoresTheReturnOfAnotherAgent() {
        Sign begun = sign(1, true);

        assertThat(begun.and(new Sign(1, 0, false, AT.plusSeconds(1), "b"))).isEqualTo(begun);
        assertThat(begun.and(new Sign(1, 0, false, AT.plusSeconds(1), "a")).begun())
                .isFalse();
    }

    @Test
    @DisplayName("P13 what an agent gave back of an earlier sending, heard again, leaves the run running")
    void ignoresTheReturnOfAnEarlierSending() {
        Sign returned = new Sign(1, 0, false, AT.minusSeconds(10), "a");
        Sign returnedAgain = new Sign(1, 0, false, AT.plusSeconds(1), "a");
        Sign begun = new Sign(1, 1, true, AT, "a");
        Sign heard = returned.and(returnedAgain).and(begun);

        assertThat(heard).isEqualTo(begun);
        assertThat(heard.and(returned).and(returnedAgain).and(begun)).isEqualTo(begun);
        assertThat(begun.and(new Sign(1, 1, false, AT.plusSeconds(1), "a")).begun())
                .isFalse();
    }

    @Test
    @DisplayName("P13 of two agents that began the run the later counts, whatever the earlier one gives back late")
    void takesTheLaterBegin() {
        Sign first = sign(1, true);
        Sign second = new Sign(1, 0, true, AT.plusSeconds(20), "b");
        Sign returned = new Sign(1, 0, false, AT.plusSeconds(10), "a");
        Sign heard = first.and(second).and(returned);

        assertThat(heard).isEqualTo(second);
        assertThat(heard.and(first).and(second).and(returned)).isEqualTo(second);
    }

    private static MergeRule.Merged merge(Sign sign, Told told) {
        return MergeRule.merge(1, sign, told, words());
    }

    private static Sign sign(int attempt, boolean begun) {
        return new Sign(attempt, 0, begun, AT, "a");
    }

    private static Told told(long sequence, RunState state, Instant at) {
        return new Told(1, sequence, state, null, at);
    }

    private static Word reported(RunState state) {
        return new Word(state, null, true, AT, null);
    }

    private static Word settled(RunState state) {
        return new Word(state, null, false, AT, null);
    }

    private static NavigableMap<Integer, Word> words(Word... ofAttempts) {
        NavigableMap<Integer, Word> words = new TreeMap<>();
        for (int i = 0; i < ofAttempts.length; i++) {
            words.put(i + 1, ofAttempts[i]);
        }
        return words;
    }
}
