package io.drover.orchestrator.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunTransitionsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<RunState> RISING =
            List.of(RunState.UNREACHABLE, RunState.NO_ACTION, RunState.FAILED, RunState.SUCCEEDED);

    private static final Circumstances GOING = new Circumstances(false, Duration.ofMinutes(10), NOW);
    private static final Circumstances CANCELLING = new Circumstances(true, Duration.ofMinutes(10), NOW);

    private static RunRow run(RunState state, int attempt) {
        return RunRow.planned(1, 2, 3).with(draft -> {
            draft.attempt = attempt;
            draft.state = state;
        });
    }

    private static RunRef ref(int attempt) {
        return new RunRef(9, 1, 2, 3, attempt, 0);
    }

    private static RunFinished finished(RunState state, int attempt) {
        return new RunFinished(
                ref(attempt), "a", state, null, "shop", "d", "1", "2", "2", true, List.of(), null, NOW, NOW, null);
    }

    private static RunState after(RunRow run, RunEvent event) {
        return RunTransitions.after(run, event, 5, GOING).state();
    }

    @Test
    @DisplayName("P14 within an attempt the higher result stays, in whatever order they come")
    void keepsTheHighestResult() {
        for (RunState first : RISING) {
            for (RunState second : RISING) {
                RunRow run = RunTransitions.after(run(RunState.QUEUED, 1), finished(first, 1), 1, GOING);
                RunState expected = RISING.indexOf(first) >= RISING.indexOf(second) ? first : second;
                assertThat(after(run, finished(second, 1)))
                        .as("%s, then %s", first, second)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    @DisplayName("P14 another attempt's failure or nothing-to-do is not looked at")
    void ignoresOtherAttempts() {
        RunRow run = run(RunState.QUEUED, 2);

        assertThat(RunTransitions.after(run, finished(RunState.NO_ACTION, 1), 5, GOING))
                .isSameAs(run);
        assertThat(RunTransitions.after(run, finished(RunState.FAILED, 3), 5, GOING))
                .isSameAs(run);
    }

    @Test
    @DisplayName("P14 nothing pending is a success when an earlier attempt had done the work, whichever is heard first")
    void countsTheLateSuccessOfAnEarlierAttempt() {
        RunFinished late = finished(RunState.SUCCEEDED, 1);
        RunFinished nothing = finished(RunState.NO_ACTION, 2);
        RunRow lateFirst = RunTransitions.after(run(RunState.QUEUED, 2), late, 5, GOING);
        RunRow nothingFirst = RunTransitions.after(run(RunState.QUEUED, 2), nothing, 5, GOING);
        assertThat(lateFirst.state()).isEqualTo(RunState.QUEUED);

        assertThat(after(lateFirst, nothing)).isEqualTo(RunState.SUCCEEDED);
        assertThat(RunTransitions.after(nothingFirst, late, 6, GOING))
                .extracting(RunRow::state, RunRow::reason)
                .containsExactly(RunState.SUCCEEDED, "reconciled");
    }

    @Test
    void aLateStartDoesNotReopenARun() {
        RunStarted started = new RunStarted(ref(1), "a", "h", NOW);

        assertThat(after(run(RunState.QUEUED, 1), started)).isEqualTo(RunState.RUNNING);
        assertThat(after(run(RunState.SUCCEEDED, 1), started)).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aReturnCountsOnce() {
        RunReturned returned = new RunReturned(ref(1), "a", RunReturned.DRAINING, NOW);
        RunRow pending = RunTransitions.after(run(RunState.QUEUED, 1), returned, 5, GOING);
        assertThat(pending.state()).isEqualTo(RunState.PENDING);

        RunRow claimedAgain = in(pending, RunState.QUEUED);

        assertThat(RunTransitions.after(claimedAgain, returned, 5, GOING)).isSameAs(claimedAgain);
    }

    @Test
    @DisplayName("P22 a run that somebody else still executes is under way, whatever is being cancelled")
    void takesAStillRunningRunForRunning() {
        RunReturned returned = new RunReturned(ref(1), "a", RunReturned.STILL_RUNNING, NOW);

        assertThat(RunTransitions.after(run(RunState.QUEUED, 1), returned, 5, CANCELLING)
                        .state())
                .isEqualTo(RunState.RUNNING);
    }

    @Test
    @DisplayName("P20 a return counts only as the answer to the last sending, by its epoch")
    void ignoresAReturnOfAnEarlierEpoch() {
        RunRow sentAgain = run(RunState.QUEUED, 1).with(draft -> draft.epoch = 2);
        RunRef old = new RunRef(9, 1, 2, 3, 1, 1);
        RunRef last = new RunRef(9, 1, 2, 3, 1, 2);

        assertThat(after(sentAgain, new RunReturned(old, "a", RunReturned.OLDER_EPOCH, NOW)))
                .isEqualTo(RunState.QUEUED);
        assertThat(after(sentAgain, new RunReturned(last, "a", RunReturned.OLDER_EPOCH, NOW)))
                .isEqualTo(RunState.PENDING);
    }

    @Test
    void aReturnedRunOfACancelledDeploymentIsOver() {
        RunReturned returned = new RunReturned(ref(1), "a", RunReturned.DRAINING, NOW);

        assertThat(RunTransitions.after(run(RunState.QUEUED, 1), returned, 5, CANCELLING)
                        .state())
                .isEqualTo(RunState.CANCELLED);
    }

    @Test
    @DisplayName("P11 a start and its return that are read again change nothing")
    void aStartBeforeTheLastReturnDoesNotReopenARun() {
        RunStarted started = new RunStarted(ref(1), "a", "h", NOW);
        RunReturned returned = new RunReturned(ref(1), "a", RunReturned.DRAINING, NOW);
        for (RunState state : List.of(RunState.PENDING, RunState.QUEUED)) {
            RunRow running = RunTransitions.after(run(state, 1), started, 5, GOING);
            RunRow back = RunTransitions.after(running, returned, 6, GOING);
            assertThat(back.state()).isEqualTo(RunState.PENDING);
            RunRow again = in(back, state);

            RunRow startedAgain = RunTransitions.after(again, started, 5, GOING);
            RunRow returnedAgain = RunTransitions.after(startedAgain, returned, 6, GOING);

            assertThat(startedAgain).isSameAs(again);
            assertThat(returnedAgain).isSameAs(again);
            assertThat(RunTransitions.after(again, started, 7, GOING).state()).isEqualTo(RunState.RUNNING);
        }
    }

    @Test
    void remembersAReturnOfARunThatWaitsAlready() {
        RunReturned returned = new RunReturned(ref(1), "a", RunReturned.DRAINING, NOW);

        RunRow run = RunTransitions.after(run(RunState.PENDING, 1), returned, 6, CANCELLING);

        assertThat(run.state()).isEqualTo(RunState.PENDING);
        assertThat(run.returnedOffset()).isEqualTo(6);
    }

    @Test
    @DisplayName("P17 a copy that another agent gives back neither ends nor frees what is being executed")
    void aForeignReturnDoesNotTouchARunThatIsExecuted() {
        RunRow running = RunTransitions.after(run(RunState.QUEUED, 1), new RunStarted(ref(1), "a", "h", NOW), 5, GOING);

        RunRow drained =
                RunTransitions.after(running, new RunReturned(ref(1), "b", RunReturned.DRAINING, NOW), 6, CANCELLING);
        RunRow busy = RunTransitions.after(
                running, new RunReturned(ref(1), "b", RunReturned.STILL_RUNNING, NOW), 6, CANCELLING);
        RunRow own =
                RunTransitions.after(running, new RunReturned(ref(1), "a", RunReturned.DRAINING, NOW), 6, CANCELLING);

        assertThat(drained.state()).isEqualTo(RunState.RUNNING);
        assertThat(busy.state()).isEqualTo(RunState.RUNNING);
        assertThat(own.state()).isEqualTo(RunState.CANCELLED);
    }

    private static RunRow in(RunRow run, RunState state) {
        return run.with(draft -> draft.state = state);
    }
}
