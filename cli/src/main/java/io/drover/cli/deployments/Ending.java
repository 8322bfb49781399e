package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.remote.Server;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a status view shows the end of a deployment: its state is final, its counters have settled and, after
 * a retry, the end it shows is a later one than that before the retry.
 *
 * @param before when the deployment had finished before; null when this is its first time
 */
record Ending(Instant before) {
    private static final Duration ROUNDING = Duration.ofMillis(1);

    static Ending first() {
        return new Ending(null);
    }

    /** The end that comes after the one which this deployment shows. */
    static Ending after(JsonNode deployment) {
        return new Ending(finishedAt(deployment));
    }

    boolean isShownBy(JsonNode deployment) {
        JsonNode counts = deployment.path("counts");
        int inFlight = counts.path("queued").asInt()
                + counts.path("running").asInt()
                + counts.path("unknown").asInt();
        return switch (deployment.path("state").asText()) {
            case "SUCCEEDED", "FAILED", "CANCELLED" ->
                !deployment.path("settling").asBoolean() && isLater(deployment);
            case "PAUSED" -> inFlight == 0;
            default -> false;
        };
    }

    private boolean isLater(JsonNode deployment) {
        Instant end = finishedAt(deployment);
        return before == null || end != null && end.isAfter(before.plus(ROUNDING));
    }

    private static Instant finishedAt(JsonNode deployment) {
        String text = Server.text(deployment, "finishedAt");
        return text == null ? null : Instant.parse(text);
    }
}
