package io.drover.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStateTest {

    @ParameterizedTest
    @EnumSource(RunState.class)
    @DisplayName("P17 a run that is over holds no slot")
    void aRunThatIsOverHoldsNoSlot(RunState state) {
        assertThat(state.isTerminal() && state.holdsSlot()).isFalse();
    }
}
