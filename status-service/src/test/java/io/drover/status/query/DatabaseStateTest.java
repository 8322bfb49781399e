package io.drover.status.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DatabaseStateTest {
    @Test
    @DisplayName("P8 Synced: nothing of the wanted content is left")
    void isSyncedWhenTheWantedContentIsComplete() {
        assertThat(DatabaseState.of(false, List.of("a", "b"), "b")).isEqualTo(DatabaseState.SYNCED);
    }

    @Test
    @DisplayName("P8 Pending: behind, never deployed, or nothing known that could be wanted")
    void isPendingOtherwise() {
        assertThat(DatabaseState.of(false, List.of("a"), "b")).isEqualTo(DatabaseState.PENDING);
        assertThat(DatabaseState.of(false, List.of(), "b")).isEqualTo(DatabaseState.PENDING);
        assertThat(DatabaseState.of(false, List.of("a"), null)).isEqualTo(DatabaseState.PENDING);
    }

    @Test
    @DisplayName("P8 Error: the last finished run failed, even when an earlier one had reached the wanted version")
    void isInErrorAfterAFailure() {
        assertThat(DatabaseState.of(true, List.of("b"), "b")).isEqualTo(DatabaseState.ERROR);
    }
}
