package io.drover.kit.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.kit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
    private static final Map<String, String> LABELS = Map.of("region", "eu", "tier", "gold");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    region=eu                              | true
                    region==eu                             | true
                    region=us                              | false
                    region!=us                             | true
                    owner!=kim                             | true
                    tier in (gold,silver)                  | true
                    tier in ( silver , bronze )            | false
                    tier notin (silver)                    | true
                    region                                 | true
                    owner                                  | false
                    !legacy                                | true
                    !tier                                  | false
                    region=eu,tier in (gold,silver),!legacy| true
                    region=eu, tier=silver                 | false
                    """)
    void choosesByAllConditions(String selector, boolean chosen) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isEqualTo(chosen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ",", "region=eu,", "region=eu,,tier", "=eu", "tier in gold", "tier in (a", "a b", "!"})
    void refusesWhatIsNoSelector(String text) {
        assertThatThrownBy(() -> LabelSelector.parse(text))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("selector");
    }

    @Test
    void bindsEveryValueInSql() {
        List<Object> parameters = new ArrayList<>();

        String sql =
                LabelSelector.parse("region=eu,tier in (gold,silver),!legacy").sql("labels", parameters);

        assertThat(parameters).containsExactly("region", "eu", "tier", "gold", "silver", "legacy");
        assertThat(sql).doesNotContain("eu").doesNotContain("gold").contains("labels ->> ?");
    }

    @Test
    void refusesListedValuesThatNoLabelCanHave() {
        for (String text : new String[] {"a in (b\u0000)", "a notin (b c)", "a in (x,ä)"}) {
            assertThatThrownBy(() -> LabelSelector.parse(text)).as(text).isInstanceOf(Problem.class);
        }
    }
}
