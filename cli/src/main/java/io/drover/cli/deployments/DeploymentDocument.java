package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Server;
import java.util.List;

/** A deployment for programs: {@code {id, url, state, reason, counts, targets: [{target, state, error}]}}. */
public final class DeploymentDocument {
    private final Shell shell;

    public DeploymentDocument(Shell shell) {
        this.shell = shell;
    }

    /** One that nobody waits for: without targets. */
    public void print(JsonNode deployment, String link) {
        shell.block(Server.pretty(head(deployment, link)));
    }

    /** @return the exit code */
    int print(JsonNode deployment, String link, List<RunRow> runs) {
        ObjectNode document = head(deployment, link);
        ArrayNode targets = document.putArray("targets");
        for (RunRow run : runs) {
            String error = Server.text(run.error(), "message");
            targets.addObject()
                    .put("target", run.target())
                    .put("state", run.state())
                    .put("error", error == null ? null : Secrets.hide(error));
        }
        shell.block(Server.pretty(document));
        return deployment.path("state").asText().equals("SUCCEEDED") ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private static ObjectNode head(JsonNode deployment, String link) {
        ObjectNode head = Server.JSON.createObjectNode();
        head.put("id", deployment.path("id").asLong())
                .put("url", link)
                .put("state", Server.text(deployment, "state"))
                .put("reason", Server.text(deployment, "reason"));
        head.set("counts", deployment.path("counts").deepCopy());
        return head;
    }
}
