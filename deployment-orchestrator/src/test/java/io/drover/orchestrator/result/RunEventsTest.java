package io.drover.orchestrator.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.contracts.Event;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.TargetRemoved;
import io.drover.kit.event.UndecodableEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunEventsTest {
    private static final RunRef REF = new RunRef(1, 2, 3, 4, 1, 0);

    @Test
    @DisplayName("P12 what is no complete word about a run is not taken for one")
    void refusesWhatLacksSomething() {
        for (Event event : List.of(
                new RunStarted(null, "a", "h", Instant.EPOCH),
                new RunStarted(REF, "a", "h", Instant.MIN),
                new RunReturned(REF, "a", null, Instant.EPOCH),
                new RunInspected(
                        REF, "a", null, "d", "x", null, null, false, List.of(), null, null, null, null, Instant.EPOCH),
                new TargetRemoved(1, 1, "x", Instant.EPOCH))) {
            assertThatThrownBy(() -> RunEvents.of(event)).as("%s", event).isInstanceOf(UndecodableEvent.class);
        }
        RunStarted whole = new RunStarted(REF, "a", "h", Instant.EPOCH);
        assertThat(RunEvents.of(whole)).isSameAs(whole);
    }
}
