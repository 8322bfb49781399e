package io.drover.cli.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.remote.Server;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {
    @ParameterizedTest(name = "{0}, settling {1}, {2} running: {3}")
    @DisplayName("P15 a deployment is over when its state is final and the view has settled")
    @CsvSource({
        "SUCCEEDED, false, 0, true",
        "FAILED, false, 0, true",
        "CANCELLED, false, 0, true",
        "SUCCEEDED, true, 0, false",
        "FAILED, true, 1, false",
        "RUNNING, false, 0, false",
        "CANCELLING, false, 1, false",
        "PAUSED, false, 1, false",
        "PAUSED, false, 0, true",
        "PLANNED, false, 0, false"
    })
    void isOver(String state, boolean settling, int running, boolean over) {
        assertThat(Ending.first().isShownBy(view(state, settling, running, "2026-11-23T10:00:00Z")))
                .isEqualTo(over);
    }

    @Test
    @DisplayName("P15 after a retry only a later end counts, however its time was rounded")
    void theEndBeforeARetryDoesNotCount() {
        Ending ending = Ending.after(view("FAILED", false, 0, "2026-11-23T10:00:00.123456789Z"));

        assertThat(ending.isShownBy(view("FAILED", false, 0, "2026-11-23T10:00:00.123457Z")))
                .isFalse();
        assertThat(ending.isShownBy(view("FAILED", false, 0, "2026-11-23T10:00:01Z")))
                .isTrue();
        assertThat(ending.isShownBy(view("RUNNING", false, 0, ""))).isFalse();
    }

    private static JsonNode view(String state, boolean settling, int running, String finishedAt) {
        try {
            return Server.JSON.readTree(
                    "{\"state\": \"%s\", \"settling\": %s, \"counts\": {\"running\": %d}, \"finishedAt\": \"%s\"}"
                            .formatted(state, settling, running, finishedAt));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
