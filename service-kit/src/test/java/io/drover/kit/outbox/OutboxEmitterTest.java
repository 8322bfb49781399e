package io.drover.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import io.drover.contracts.Topics;
import io.drover.kit.outbox.OutboxEmitter.Entry;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutboxEmitterTest {

    private static Entry entry(int length) {
        RunReturned event = new RunReturned(new RunRef(1, 2, 3, 4, 1, 0), "a", "x".repeat(length), Instant.EPOCH);
        return new Entry(Topics.RUN_EVENTS, "3", 1, event);
    }

    @Test
    @DisplayName("P32 what could not be sent is not written either")
    void refusesAnEventThatIsTooLargeToBeSent() {
        assertThat(OutboxEmitter.body(entry(200 * 1024))).contains("xxx");
        assertThatThrownBy(() -> OutboxEmitter.body(entry(OutboxEmitter.LARGEST_BODY)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RunReturned")
                .hasMessageContaining("262144");
    }
}
