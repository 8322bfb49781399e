package io.drover.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders over a wire that breaks: each is placed once and none is lost without a word. */
class ServerOrderTest {
    private static final String ORDER = "POST /api/v1/deployments";

    private final ScriptedServer wire = new ScriptedServer();
    private final Server server = new Server(new Account(wire.address(), null), Duration.ZERO);

    @AfterEach
    void stop() {
        wire.close();
    }

    @ParameterizedTest(name = "status {0}")
    @ValueSource(ints = {0, 502, 503, 504})
    @DisplayName("P26 an order whose answer is lost, or whose replica died, is repeated with its key")
    void isRepeatedWithItsKey(int status) {
        wire.says(ORDER, status, "").says(ORDER, status, "").says(ORDER, 202, "{\"id\": 7}");

        assertThat(server.order("/api/v1/deployments", Map.of("directory", "app"))
                        .path("id")
                        .asInt())
                .isEqualTo(7);

        assertThat(wire.keys()).hasSize(3);
        assertThat(Set.copyOf(wire.keys())).hasSize(1);
        assertThat(Set.copyOf(wire.heard())).hasSize(1);
    }

    @Test
    @DisplayName("P26 every invocation has a key of its own")
    void everyOrderHasItsOwnKey() {
        wire.says(ORDER, 202, "{\"id\": 7}");

        server.order("/api/v1/deployments", Map.of());
        server.order("/api/v1/deployments", Map.of());

        assertThat(Set.copyOf(wire.keys())).hasSize(2);
    }

    @Test
    @DisplayName("P26 who gives up on an order says that it may have been taken")
    void givingUpSaysThatTheOrderMayHaveBeenTaken() {
        wire.says(ORDER, 0, "").says(ORDER, 503, "");

        assertThatThrownBy(() -> server.order("/api/v1/deployments", Map.of()))
                .isInstanceOfSatisfying(
                        Failure.class, lost -> assertThat(lost.exitCode()).isEqualTo(ExitCodes.UNREACHABLE))
                .hasMessageContaining("Whether the order was taken is not known")
                .hasMessageContaining("drover deployments list");
        assertThat(wire.keys()).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void aRefusalIsNotRepeated() {
        wire.says(ORDER, 422, "{\"type\": \"urn:drover:problem:unknown-directory\", \"detail\": \"No.\"}");

        assertThatThrownBy(() -> server.order("/api/v1/deployments", Map.of()))
                .isInstanceOfSatisfying(
                        ServerProblem.class,
                        refused -> assertThat(refused.isAfterRepeat()).isFalse());
        assertThat(wire.heard()).hasSize(1);
    }

    @Test
    void aServerThatWasNeverReachedHasNoOrder() {
        wire.close();

        assertThatThrownBy(() -> server.order("/api/v1/deployments", Map.of()))
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("order was taken");
    }
}
