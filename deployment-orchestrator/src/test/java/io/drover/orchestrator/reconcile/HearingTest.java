package io.drover.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.OrchestratorBeat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HearingTest {
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

    private static OrchestratorBeat own(long second) {
        return new OrchestratorBeat("o", T0.plusSeconds(second));
    }

    private static AgentBeat beat(String agent, long... held) {
        List<Long> runs = Arrays.stream(held).boxed().toList();
        // an agent's own clock may say anything
        return new AgentBeat(agent, "p", "h", "v", 8, runs, List.of(), false, Instant.EPOCH, Instant.EPOCH, 1, null);
    }

    @Test
    @DisplayName("P21 a beat counts as of the own beat before it, whatever the agent's clock says")
    void takesTheTimeFromTheTopic() {
        Hearing hearing = new Hearing(T0, T0);

        hearing.hear(List.of(own(1), beat("a", 7), own(2), beat("b", 8), own(3)));

        assertThat(hearing.runs()).containsEntry(7L, T0.plusSeconds(1)).containsEntry(8L, T0.plusSeconds(2));
        assertThat(hearing.heardAt()).isEqualTo(T0.plusSeconds(3));
        assertThat(hearing.since()).isEqualTo(T0);
    }

    @Test
    @DisplayName("P21 silence is counted only while the orchestrator hears itself")
    void doesNotCountATimeOfDeafness() {
        Hearing hearing = new Hearing(T0, T0);

        hearing.hear(List.of(own(1), own(100), own(101)));

        assertThat(hearing.since()).isEqualTo(T0.plusSeconds(100));
        hearing.hear(List.of(own(102), own(103)));
        assertThat(hearing.since()).isEqualTo(T0.plusSeconds(100));
    }

    @Test
    void goesNeverBack() {
        Hearing hearing = new Hearing(T0, T0);

        hearing.hear(List.of(own(2), own(1), beat("a", 7), own(2)));

        assertThat(hearing.heardAt()).isEqualTo(T0.plusSeconds(2));
        assertThat(hearing.runs()).containsEntry(7L, T0.plusSeconds(2));
    }
}
