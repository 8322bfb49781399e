package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.remote.Server;
import java.util.Set;

/** One target of a deployment as the status view has it. */
record RunRow(String target, String state, int position, int attempt, String reason, JsonNode error) {
    private static final Set<String> OPEN = Set.of("PENDING", "QUEUED", "RUNNING", "UNKNOWN");
    private static final Set<String> BAD = Set.of("FAILED", "UNREACHABLE");

    static RunRow of(JsonNode row, int index) {
        JsonNode target = row.path("target");
        return new RunRow(
                target.isObject() ? target.path("name").asText() : target.asText(),
                row.path("state").asText("PENDING"),
                row.path("position").asInt(index),
                row.path("attempt").asInt(1),
                Server.text(row, "reason"),
                row.path("error"));
    }

    boolean isOver() {
        return !OPEN.contains(state);
    }

    boolean isBad() {
        return BAD.contains(state);
    }

    boolean didNothing() {
        return state.equals("NO_ACTION");
    }
}
