package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RunSlotsTest {
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final RunSlots slots = new RunSlots(2, threads::add);
    private final List<String> told = new ArrayList<>();

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
        assertThat(told).containsExactly("3 given back", "4 given back", "1 executed");
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

    private CompletionStage<Void> admit(long run, String target) {
        return slots.admit(new RunSlots.Work() {
            @Override
            public String key() {
                return target;
            }

            @Override
            public Optional<RunRef> run() {
                return Optional.of(new RunRef(1, run, 1, 1, 1, 0));
            }

            @Override
            public void execute() {
                told.add(run + " executed");
            }

            @Override
            public void giveBack() {
                told.add(run + " given back");
            }

            @Override
            public void follow(RunSlots.Work same) {
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
