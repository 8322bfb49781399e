package io.drover.kit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.kit.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void leadsToTheRowAfterTheLastShown() {
        Page<String> page = Page.of(List.of("a", "b", "c"), 2, row -> List.of(row, "x"));

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(Cursor.decode(page.next(), 2)).containsExactly("b", "x");
    }

    @Test
    void theLastPageHasNone() {
        assertThat(Page.of(List.of("a", "b"), 2, List::of).next()).isNull();
        assertThat(Cursor.decode(null, 1)).isNull();
    }

    @Test
    void refusesOneItDidNotMake() {
        assertThatThrownBy(() -> Cursor.decode("%%%", 1)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Cursor.decode(Cursor.encode(List.of("a")), 2)).isInstanceOf(Problem.class);
    }

    @Test
    void aLimitGoesFromOneToAThousand() {
        assertThat(Limit.of(null)).isEqualTo(100);
        assertThat(Limit.of(1_000)).isEqualTo(1_000);
        assertThatThrownBy(() -> Limit.of(0)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Limit.of(1_001)).isInstanceOf(Problem.class);
    }
}
