package io.drover.orchestrator.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunInspected;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LostRunTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Circumstances GOING = new Circumstances(false, Duration.ofMinutes(10), NOW);

    private static RunRow running() {
        return RunTransitions.after(
                RunRow.planned(1, 2, 3).with(draft -> draft.state = RunState.QUEUED),
                new RunStarted(ref(1), "a", "h", NOW),
                1,
                GOING);
    }

    private static RunRef ref(int attempt) {
        return new RunRef(9, 1, 2, 3, attempt, 0);
    }

    private static RunInspected answer(int attempt, Finding finding) {
        return new RunInspected(
                ref(attempt), "b", finding, "shop", "d", "1", "2", false, List.of(), null, null, null, NOW, NOW);
    }

    private static RunRow after(RunRow run, RunInspected answer) {
        return RunTransitions.after(run, answer, 7, GOING);
    }

    @Test
    @DisplayName("P21 a lost run is UNKNOWN and its target is asked at once")
    void asksTheTarget() {
        RunRow lost = LostRun.lost(running(), NOW);

        assertThat(lost.state()).isEqualTo(RunState.UNKNOWN);
        assertThat(lost.inspectAt()).isEqualTo(NOW);
        assertThat(LostRun.lost(lost.with(draft -> draft.state = RunState.SUCCEEDED), NOW)
                        .state())
                .isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    @DisplayName("P21 what the target has is done, what it has not is tried again, what is alive is asked again")
    void heedsTheAnswer() {
        RunRow lost = LostRun.lost(running(), NOW);

        assertThat(after(lost, answer(1, Finding.DONE)))
                .extracting(RunRow::state, RunRow::reason)
                .containsExactly(RunState.SUCCEEDED, "reconciled");
        assertThat(after(lost, answer(1, Finding.OPEN)))
                .extracting(RunRow::state, RunRow::attempt)
                .containsExactly(RunState.PENDING, 2);
        assertThat(after(lost, answer(1, Finding.STILL_RUNNING)))
                .extracting(RunRow::state, RunRow::inspectAt)
                .containsExactly(RunState.UNKNOWN, NOW.plusSeconds(2));
    }

    @Test
    @DisplayName("P21 an answer about another attempt or about a run that is known changes nothing")
    void ignoresLateAnswers() {
        RunRow again = after(LostRun.lost(running(), NOW), answer(1, Finding.OPEN));

        assertThat(after(again, answer(1, Finding.OPEN))).isSameAs(again);
        assertThat(after(running(), answer(1, Finding.OPEN))).isEqualTo(running());
    }

    @Test
    @DisplayName("P11 the third lost attempt ends the run, and only after the target was asked")
    void givesUpAfterThreeLostAttempts() {
        RunRow run = running();
        for (int attempt = 1; attempt < LostRun.MOST_ATTEMPTS; attempt++) {
            run = after(LostRun.lost(run, NOW), answer(attempt, Finding.OPEN));
            assertThat(run.state()).isEqualTo(RunState.PENDING);
            run = RunTransitions.after(run, new RunStarted(ref(attempt + 1), "a", "h", NOW), 10L * attempt, GOING);
        }

        RunRow end = after(LostRun.lost(run, NOW), answer(LostRun.MOST_ATTEMPTS, Finding.OPEN));

        assertThat(end.state()).isEqualTo(RunState.FAILED);
        assertThat(end.error().code()).isEqualTo("agent-lost");
    }

    @Test
    @DisplayName("P21 a target that does not answer is asked until the patience is over, then it is UNREACHABLE")
    void isPatientWithUnreachableTargets() {
        RunRow lost = LostRun.lost(running(), NOW);
        Circumstances later = new Circumstances(false, Duration.ofMinutes(10), NOW.plusSeconds(600));

        RunRow asked = after(lost, answer(1, Finding.UNREACHABLE));
        RunRow end = RunTransitions.after(asked, answer(1, Finding.UNREACHABLE), 8, later);

        assertThat(asked.state()).isEqualTo(RunState.UNKNOWN);
        assertThat(end.state()).isEqualTo(RunState.UNREACHABLE);
    }

    @Test
    @DisplayName("P21 an agent that thaws and names the run has it back; a start that was known is no news")
    void takesALossBack() {
        RunRow lost = LostRun.lost(running(), NOW);

        assertThat(LostRun.revived(lost)).isEqualTo(running());
        assertThat(RunTransitions.after(lost, new RunStarted(ref(1), "a", "h", NOW), 1, GOING))
                .isSameAs(lost);
        assertThat(RunTransitions.after(lost, new RunStarted(ref(1), "c", "h", NOW), 9, GOING)
                        .state())
                .isEqualTo(RunState.RUNNING);
    }

    @Test
    @DisplayName("P20 while a deployment is being cancelled, what the target has not is over")
    void endsInACancelledDeployment() {
        Circumstances cancelling = new Circumstances(true, Duration.ofMinutes(10), NOW);

        assertThat(RunTransitions.after(LostRun.lost(running(), NOW), answer(1, Finding.OPEN), 8, cancelling)
                        .state())
                .isEqualTo(RunState.CANCELLED);
    }

    @Test
    void asksLessAndLessOften() {
        assertThat(LostRun.pauseAfter(0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(LostRun.pauseAfter(3)).isEqualTo(Duration.ofSeconds(16));
        assertThat(LostRun.pauseAfter(1_000)).isEqualTo(Duration.ofMinutes(1));
    }
}
