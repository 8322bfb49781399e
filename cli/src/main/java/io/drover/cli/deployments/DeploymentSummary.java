package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Server;

/** The last lines of a deployment: how many ended how, what to do next, where to look. */
final class DeploymentSummary {
    private final Shell shell;

    DeploymentSummary(Shell shell) {
        this.shell = shell;
    }

    /** @return the exit code */
    int print(JsonNode deployment, String link) {
        String state = deployment.path("state").asText();
        long id = deployment.path("id").asLong();
        shell.out().println(counts(deployment.path("counts")));
        shell.out().println(link);
        String reason = Server.text(deployment, "reason");
        if (state.equals("PAUSED")) {
            shell.notice("Error: the deployment " + id + " is paused" + (reason == null ? "." : ": " + reason));
            if (!Halt.isByBudget(deployment)) {
                shell.notice("To let it go on: drover deployments resume " + id);
            }
        } else if (state.equals("FAILED")) {
            shell.notice("When the cause is repaired: drover deployments retry " + id);
        } else if (state.equals("CANCELLED")) {
            shell.notice("Error: the deployment " + id + " was cancelled.");
        }
        return state.equals("SUCCEEDED") ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    /** The state and, where there is one, the reason for it. */
    static String state(JsonNode deployment) {
        String reason = Server.text(deployment, "reason");
        return deployment.path("state").asText() + (reason == null ? "" : " (" + reason + ")");
    }

    static String counts(JsonNode counts) {
        int failed = counts.path("failed").asInt() + counts.path("unreachable").asInt();
        StringBuilder text = new StringBuilder()
                .append(counts.path("succeeded").asInt())
                .append(" succeeded, ")
                .append(counts.path("noAction").asInt())
                .append(" had nothing to do, ")
                .append(failed)
                .append(" failed");
        for (String other : new String[] {"skipped", "cancelled", "pending", "queued", "running", "unknown"}) {
            if (counts.path(other).asInt() > 0) {
                text.append(", ").append(counts.path(other).asInt()).append(' ').append(other);
            }
        }
        return text.toString();
    }
}
