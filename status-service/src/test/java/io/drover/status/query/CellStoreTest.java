package io.drover.status.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CellStoreTest {
    @Test
    void hasALetterOfItsOwnForEveryState() {
        assertThat(Arrays.stream(RunState.values()).map(Cell::of)).doesNotHaveDuplicates();
    }

    @Test
    void leavesPlaceForWhatWasNotHeardOf() {
        CellStore.Drawing drawing = new CellStore.Drawing(6, true);
        drawing.put(1, 'S', "canary", "b");
        drawing.put(2, 'F', "rest", "c");
        drawing.put(4, 'R', "rest", "e");

        CellStore.Cells cells = drawing.cells(Instant.EPOCH, Duration.ZERO);

        assertThat(cells.states()).isEqualTo("PSFPRP");
        assertThat(cells.total()).isEqualTo(6);
        assertThat(cells.names()).containsExactly(null, "b", "c", null, "e", null);
        assertThat(cells.waves())
                .containsExactly(new CellStore.Stretch("canary", 1, 1), new CellStore.Stretch("rest", 2, 4));
    }

    @Test
    void drawsMoreThanWasSaidWhenMoreIsHeardOf() {
        CellStore.Drawing drawing = new CellStore.Drawing(0, false);
        drawing.put(0, 'S', "all", null);

        assertThat(drawing.cells(Instant.EPOCH, Duration.ZERO))
                .extracting(CellStore.Cells::states, CellStore.Cells::names)
                .containsExactly("S", null);
    }
}
