package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.control.ControlGate.Verdict;
import io.drover.contracts.RunRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunSlotsTest {
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final RunSlots slots = new RunSlots(2, threads::add);
    private final List<String> told = new ArrayList<>();
    private Verdict gate = Verdict.OPEN;

    @Test
    void executesAsManyAsThereAreSlots() {
        admit(1, "a");
        admit(2, "b");

        admit(3, "c");

        assertThat(slots.held()).containsExactly(1L, 2L);
        assertThat(slots.waiting()).containsExactly(3L);
    }

    @Test
    void theSecondCommandOfATargetWaitsForTheFirstAndDoesNotStopOthers() {
        admit(1, "a");
        admit(2, "a");
        admit(3, "b");
        assertThat(slots.held()).containsExactly(1L, 3L);

        oneEnds();

        assertThat(slots.held()).containsExactly(2L, 3L);
    }

    @Test
    void holdsTheNextBackWhenTheWaitingRoomIsFull() {
        admit(1, "a");
        admit(2, "b");
        assertThat(isDone(admit(3, "c"))).isTrue();
        CompletionStage<Void> last = admit(4, "d");
        assertThat(isDone(last)).isFalse();

        oneEnds();

        assertThat(isDone(last)).isTrue();
    }

    @Test
    void theSameRunIsNotDoneTwiceButSharesTheAnswer() {
        admit(1, "a");
        admit(1, "a");

        oneEnds();

        assertThat(told).containsExactly("1 follows 1", "1 executed");
        assertThat(slots.held()).isEmpty();
    }

    @Test
    void aDrainGivesBackWhatHasNotBegunAndBeginsNothing() {
        admit(1, "a");
        admit(2, "b");
        admit(3, "c");

        int returned = slots.drain();
        CompletionStage<Void> late = admit(4, "d");
        oneEnds();

        assertThat(returned).isEqualTo(1);
        assertThat(told).containsExactly("3 given back: draining", "4 given back: draining", "1 executed");
        assertThat(isDone(late)).as("room for more").isFalse();
        assertThat(slots.capacity()).isZero();
        assertThat(threads).hasSize(1);
    }

    @Test
    void waitsForWhatRunsNoLongerThanItMay() throws InterruptedException {
        admit(1, "a");
        assertThat(slots.awaitIdle(Duration.ofMillis(20))).isFalse();

        oneEnds();

        assertThat(slots.awaitIdle(Duration.ofMillis(20))).isTrue();
    }

    @Test
    void forgetsWhatWentToAnotherAgent() {
        admit(1, "a");
        admit(2, "b");
        admit(3, "c");
        CompletionStage<Void> last = admit(4, "d");

        slots.forget(work -> work.key().equals("c"));

        assertThat(slots.waiting()).containsExactly(4L);
        assertThat(isDone(last)).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    @DisplayName("P20 what waits begins only when the gate opens, and an inspection does not ask the gate")
    void nothingBeginsWhileTheGateIsShut() {
        gate = Verdict.SHUT;
        admit(1, "a");
        inspect(2, "b");
        assertThat(slots.held()).isEmpty();
        assertThat(slots.waiting()).containsExactly(1L);
        assertThat(threads).as("the inspection").hasSize(1);

        gate = Verdict.OPEN;
        slots.review();

        assertThat(slots.held()).containsExactly(1L);
    }

    @Test
    @DisplayName("P20 what became old is given back at once, whether it waits or comes")
    void givesBackWhatBecameOld() {
        gate = Verdict.SHUT;
        admit(1, "a");
        CompletionStage<Void> last = admit(2, "a");
        assertThat(isDone(last)).isFalse();

        gate = Verdict.OLDER;
        slots.review();
        admit(3, "b");

        assertThat(told)
                .containsExactly("1 given back: older-epoch", "2 given back: older-epoch", "3 given back: older-epoch");
        assertThat(slots.waiting()).isEmpty();
        assertThat(isDone(last)).isTrue();
    }

    @Test
    @DisplayName("P21 whoever asks for a run that is here is told so at once, and is not its twin")
    void anInspectionOfARunThatIsHereDoesNotWait() {
        admit(1, "a");
        admit(2, "a");

        inspect(1, "a");
        inspect(2, "a");

        assertThat(told).containsExactly("1 is here: 1", "2 is here: 2");
        assertThat(slots.waiting()).containsExactly(2L);
    }

    @Test
    @DisplayName("P21 an inspection never overlaps with another work of its target, and beats do not name it")
    void anInspectionWaitsForItsTarget() {
        admit(1, "a");

        inspect(2, "a");
        inspect(2, "a");

        assertThat(threads).hasSize(1);
        assertThat(told).containsExactly("2 follows 2");
        assertThat(slots.held()).containsExactly(1L);
        assertThat(slots.waiting()).isEmpty();
        oneEnds();
        assertThat(threads).hasSize(1);
        assertThat(slots.held()).isEmpty();
        assertThat(slots.free()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "P29 a resolution is for no run: it is not held as one, and no question about a target is taken for it")
    void aResolutionIsNoRun() {
        admit(RunRef.NO_RUN, "a");

        inspect(RunRef.NO_RUN, "b");

        assertThat(threads).hasSize(2);
        assertThat(told).isEmpty();
        assertThat(slots.held()).isEmpty();
        assertThat(slots.free()).isZero();
    }

    private CompletionStage<Void> admit(long run, String target) {
        return admit(run, target, false);
    }

    private CompletionStage<Void> inspect(long run, String target) {
        return admit(run, target, true);
    }

    private CompletionStage<Void> admit(long run, String target, boolean inspection) {
        return slots.admit(new RunWork() {
            @Override
            public String key() {
                return target;
            }

            @Override
            public Optional<RunRef> run() {
                return Optional.of(new RunRef(1, run, 1, 1, 1, 0));
            }

            @Override
            public boolean isInspection() {
                return inspection;
            }

            @Override
            public Verdict verdict() {
                return inspection ? Verdict.OPEN : gate;
            }

            @Override
            public void execute() {
                told.add(run + " executed");
            }

            @Override
            public void giveBack(String reason) {
                told.add(run + " given back: " + reason);
            }

            @Override
            public void isHere(RunWork same) {
                told.add(run + " is here: " + same.run().orElseThrow().run());
            }

            @Override
            public void follow(RunWork same) {
                told.add(run + " follows " + same.run().orElseThrow().run());
            }
        });
    }

    private void oneEnds() {
        threads.remove().run();
    }

    private static boolean isDone(CompletionStage<Void> stage) {
        return stage.toCompletableFuture().isDone();
    }
}
