package io.drover.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.control.ControlGate.Verdict;
import io.drover.contracts.RunRef;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ControlGateTest {
    private long nanos = 5_000_000_000L;
    private long millis = 1_000_000;
    private final ControlGate gate = new ControlGate(() -> nanos, () -> millis);

    @Test
    @DisplayName("P20 nothing begins before the control topic was read to its end")
    void isShutUntilAllWasHeard() {
        gate.heard(7, 1);
        assertThat(gate.judge(run(8, 0))).isEqualTo(Verdict.SHUT);
        assertThat(gate.hasBeenRead()).isFalse();

        gate.readToItsEnd(gate.now());

        assertThat(gate.judge(run(8, 0))).isEqualTo(Verdict.OPEN);
        assertThat(gate.hasBeenRead()).isTrue();
    }

    @Test
    @DisplayName("P20 nothing begins unless it was read to its end within the last second, counted from the asking")
    void isShutAgainAfterASecond() {
        ControlGate.Moment asked = gate.now();
        passes(400);
        gate.readToItsEnd(asked);
        assertThat(gate.judge(run(7, 0))).isEqualTo(Verdict.OPEN);

        passes(600);

        assertThat(gate.judge(run(7, 0))).isEqualTo(Verdict.SHUT);
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    @DisplayName("P20 a machine that slept finds the gate shut, though its steady clock stood still")
    void isShutAfterASleep() {
        gate.readToItsEnd(gate.now());

        millis += 60_000;

        assertThat(gate.judge(run(7, 0))).isEqualTo(Verdict.SHUT);
    }

    @Test
    @DisplayName("P20 a command of an older epoch never begins, one of the highest or of another deployment does")
    void knowsTheHighestEpochOfEachDeployment() {
        gate.heard(7, 2);
        gate.heard(7, 1);
        gate.readToItsEnd(gate.now());

        assertThat(gate.judge(run(7, 1))).isEqualTo(Verdict.OLDER);
        assertThat(gate.judge(run(7, 2))).isEqualTo(Verdict.OPEN);
        assertThat(gate.judge(run(7, 3))).isEqualTo(Verdict.OPEN);
        assertThat(gate.judge(run(8, 0))).isEqualTo(Verdict.OPEN);
        gate.forget(7);
        assertThat(gate.judge(run(7, 1))).isEqualTo(Verdict.OPEN);
    }

    @Test
    @DisplayName("P20 what is known to be older is told even while the gate is shut")
    void knowsOlderWithoutHavingReadAll() {
        gate.heard(7, 2);

        assertThat(gate.judge(run(7, 1))).isEqualTo(Verdict.OLDER);
    }

    @Test
    void whoWaitsGoesOnWhenTheGateOpensOrTheAgentLeaves() throws Exception {
        CompletableFuture<Verdict> first = CompletableFuture.supplyAsync(() -> gate.await(run(7, 0)));
        gate.readToItsEnd(gate.now());
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(Verdict.OPEN);
        passes(2_000);
        CompletableFuture<Verdict> second = CompletableFuture.supplyAsync(() -> gate.await(run(7, 0)));

        gate.leave();

        assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(Verdict.LEAVING);
    }

    @Test
    void tellsItsListenerEachTimeAllWasHeard() {
        AtomicInteger changes = new AtomicInteger();
        gate.onChange(changes::incrementAndGet);

        gate.readToItsEnd(gate.now());
        gate.readToItsEnd(gate.now());

        assertThat(changes).hasValue(2);
    }

    private void passes(long milliseconds) {
        millis += milliseconds;
        nanos += TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    private static RunRef run(long deployment, long epoch) {
        return new RunRef(deployment, 1, 1, 1, 1, epoch);
    }
}
