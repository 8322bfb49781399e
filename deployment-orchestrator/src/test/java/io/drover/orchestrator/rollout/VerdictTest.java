package io.drover.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Budget NONE = new Budget(null, 0);

    private static Tally tally(int pending, int queued, int succeeded, int failed) {
        Tally tally = new Tally();
        tally.add(RunState.PENDING, pending);
        tally.add(RunState.QUEUED, queued);
        tally.add(RunState.SUCCEEDED, succeeded);
        tally.add(RunState.FAILED, failed);
        return tally;
    }

    private static DeploymentState on(DeploymentState state, Tally tally, Budget budget) {
        return Verdict.on(state, null, state == DeploymentState.PAUSED ? PauseCause.BUDGET : null, tally, budget)
                .state();
    }

    @Test
    void isOverWhenNothingWaitsOrFlies() {
        assertThat(on(DeploymentState.RUNNING, tally(0, 0, 3, 0), NONE)).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(on(DeploymentState.RUNNING, tally(0, 0, 3, 1), NONE)).isEqualTo(DeploymentState.FAILED);
        assertThat(on(DeploymentState.PAUSED, tally(0, 0, 3, 1), NONE)).isEqualTo(DeploymentState.FAILED);
        assertThat(on(DeploymentState.CANCELLING, tally(0, 0, 3, 1), NONE)).isEqualTo(DeploymentState.CANCELLED);
        assertThat(on(DeploymentState.RUNNING, tally(0, 1, 3, 1), NONE)).isEqualTo(DeploymentState.RUNNING);
    }

    @Test
    @DisplayName("P18 the budget halts at the first failure beyond it")
    void pausesBeyondTheBudget() {
        assertThat(on(DeploymentState.RUNNING, tally(1, 0, 0, 1), new Budget(1, 0)))
                .isEqualTo(DeploymentState.RUNNING);
        assertThat(on(DeploymentState.RUNNING, tally(1, 0, 0, 2), new Budget(1, 0)))
                .isEqualTo(DeploymentState.PAUSED);
        assertThat(on(DeploymentState.RUNNING, tally(1, 0, 0, 1), new Budget(0, 0)))
                .isEqualTo(DeploymentState.PAUSED);
        assertThat(on(DeploymentState.RUNNING, tally(1, 0, 0, 9), NONE)).isEqualTo(DeploymentState.RUNNING);
    }

    @Test
    void doesNotJudgeAgainWhatWasForgiven() {
        assertThat(new Budget(0, 2).isExceededBy(2)).isFalse();
        assertThat(new Budget(0, 2).isExceededBy(3)).isTrue();
        assertThat(new Budget(0, 2).reason(3)).startsWith("1 target has failed, 0 are tolerated");
    }

    @Test
    void countsUnreachableTargetsAsFailures() {
        Tally tally = tally(1, 0, 0, 0);
        tally.add(RunState.UNREACHABLE, 1);

        assertThat(on(DeploymentState.RUNNING, tally, new Budget(0, 0))).isEqualTo(DeploymentState.PAUSED);
        assertThat(tally.counts().total()).isEqualTo(2);
    }

    @Test
    void plansOneWaveWithAllTargetsInTheirOrder() {
        RolloutPlan plan = RolloutPlan.oneWave(java.util.List.of(3L, 1L, 2L));

        assertThat(plan.waves()).singleElement().satisfies(wave -> {
            assertThat(wave.name()).isEqualTo("all");
            assertThat(wave.targets()).containsExactly(3L, 1L, 2L);
        });
    }

    @Test
    @DisplayName("P15 a late success that brings the failures back below the budget lets the deployment go on")
    void goesOnWhenTheBudgetIsKeptAgain() {
        Verdict still =
                Verdict.on(DeploymentState.PAUSED, "why", PauseCause.BUDGET, tally(1, 0, 0, 2), new Budget(1, 0));
        Verdict again =
                Verdict.on(DeploymentState.PAUSED, "why", PauseCause.BUDGET, tally(1, 0, 1, 1), new Budget(1, 0));

        assertThat(still).isEqualTo(new Verdict(DeploymentState.PAUSED, "why", PauseCause.BUDGET));
        assertThat(again).isEqualTo(new Verdict(DeploymentState.RUNNING, null));
    }

    @Test
    @DisplayName("P20 what a person paused goes on only when a person says so")
    void aPersonsPauseStays() {
        Verdict kept =
                Verdict.on(DeploymentState.PAUSED, "why", PauseCause.PERSON, tally(1, 0, 1, 0), new Budget(0, 0));

        assertThat(kept).isEqualTo(new Verdict(DeploymentState.PAUSED, "why", PauseCause.PERSON));
    }
}
