package io.drover.status.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.Event;
import io.drover.status.DirectViews;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Views as a function of what was said, over histories that nobody thought of; on a real database. */
class InterleavingPropertyTest {
    private static DirectViews views;
    private static Projection projection;

    @BeforeContainer
    static void connect() {
        views = DirectViews.open();
        projection = Projections.over(views.sql());
    }

    @AfterContainer
    static void disconnect() {
        views.close();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
    @Label(
            "P13 P14 any history gives the same views in every order that keeps the order within a key, with repetitions")
    void dependOnWhatWasSaidOnly(@ForAll long seed) {
        Random random = new Random(seed);
        List<Event> history = Histories.of(random);
        List<String> expected = after(history, history.size(), random);

        List<String> actual = after(Interleaving.heard(history, random), 7, random);

        assertThat(actual).as("seed %d", seed).containsExactlyElementsOf(expected);
    }

    private static List<String> after(List<Event> events, int mostAtOnce, Random random) {
        try {
            for (int from = 0; from < events.size(); ) {
                int to = Math.min(events.size(), from + 1 + random.nextInt(mostAtOnce));
                projection.project(Batches.of(events.subList(from, to)));
                from = to;
            }
            return Interleaving.views(views.sql()).lines().toList();
        } finally {
            views.rollBack();
        }
    }
}
