package io.drover.status.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.Topics;
import io.drover.status.DirectViews;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ViewTagsTest {
    @Test
    @DisplayName("P16 replicas say the same of the same views, and something else of views filled anew")
    void dependsOnTheViewsAlone() {
        try (DirectViews one = DirectViews.open();
                DirectViews replica = one.another();
                DirectViews anew = DirectViews.open()) {
            reach(one, Topics.RUN_EVENTS, 7);
            reach(anew, Topics.RUN_EVENTS, 7);
            String progress = progress(one);

            assertThat(progress(replica)).isEqualTo(progress);
            assertThat(progress(anew)).isNotEqualTo(progress);
            reach(one, Topics.AGENT_EVENTS, 3);
            assertThat(progress(replica)).isEqualTo(progress);
            reach(one, Topics.RUN_EVENTS, 8);
            assertThat(progress(replica)).isNotEqualTo(progress);
        }
    }

    private static void reach(DirectViews views, String topic, long offset) {
        views.sql()
                .update(
                        "INSERT INTO projected VALUES (?, 0, ?, now()) ON CONFLICT (topic, partition)"
                                + " DO UPDATE SET next_offset = excluded.next_offset",
                        topic,
                        offset);
        views.commit();
    }

    private static String progress(DirectViews views) {
        String progress = new ViewTags(views.sql(), null).progress();
        views.rollBack();
        return progress;
    }
}
