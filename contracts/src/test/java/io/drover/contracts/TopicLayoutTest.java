package io.drover.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicLayoutTest {

    @Test
    void spreadsCommandsAndRunEventsWidely() {
        assertThat(TopicLayout.of(Topics.agentCommands("eu"), 12))
                .isEqualTo(new TopicLayout("drover.agent-commands.eu", 12, Duration.ofDays(7), false));
        assertThat(TopicLayout.of(Topics.RUN_EVENTS, 48).partitions()).isEqualTo(48);
    }

    @Test
    void keepsWhatIsNeededForARebuildForEver() {
        assertThat(TopicLayout.of(Topics.DIRECTORY_EVENTS, 12).retention()).isNull();
        assertThat(TopicLayout.of(Topics.TARGET_EVENTS, 12).retention()).isNull();
        assertThat(TopicLayout.of(Topics.RUN_EVENTS, 12).retention()).isNull();
    }

    @Test
    void compactsTheControlTopicOnly() {
        assertThat(TopicLayout.of(Topics.DEPLOYMENT_CONTROL, 12).compacted()).isTrue();
        assertThat(TopicLayout.of(Topics.deadLetters(Topics.agentCommands("eu")), 12))
                .isEqualTo(new TopicLayout("drover.agent-commands.eu.dlq", 6, Duration.ofDays(30), false));
    }

    @Test
    void refusesATopicThatIsNotOurs() {
        assertThatThrownBy(() -> TopicLayout.of("orders", 12)).hasMessageContaining("orders");
    }
}
