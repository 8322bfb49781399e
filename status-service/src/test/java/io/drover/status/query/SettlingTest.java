package io.drover.status.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunCounts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final RunCounts TOLD = new RunCounts(4, 0, 0, 0, 3, 0, 1, 0, 0, 0, 0);

    @Test
    @DisplayName("P15 a finished deployment settles until the own counts are those that were told")
    void settlesUntilTheCountsAreEqual() {
        RunCounts own = new RunCounts(4, 1, 0, 0, 3, 0, 0, 0, 0, 0, 0);

        assertThat(Settling.of(DeploymentState.FAILED, own, TOLD)).isTrue();
        assertThat(Settling.of(DeploymentState.FAILED, TOLD, TOLD)).isFalse();
    }

    @Test
    void doesNotSettleWhileItRuns() {
        assertThat(Settling.of(DeploymentState.RUNNING, new RunCounts(4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0), TOLD))
                .isFalse();
    }

    @Test
    void takesWhatIsQueuedForPending() {
        RunCounts own = new RunCounts(2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        RunCounts told = new RunCounts(2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);

        assertThat(Settling.of(DeploymentState.CANCELLED, own, told)).isFalse();
    }
}
