package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import io.drover.cli.remote.ServerProblem;
import java.time.Duration;
import java.time.Instant;

/** Says once that nobody works on a deployment, when nothing of it has been running or ending for a while. */
final class IdleNotice {
    private final Server server;
    private final Shell shell;
    private final Duration patience;
    private Instant since;
    private int done = -1;
    private boolean said;

    IdleNotice(Server server, Shell shell, Duration patience) {
        this.server = server;
        this.shell = shell;
        this.patience = patience;
    }

    /** Takes one look at the deployment into account. */
    void look(JsonNode deployment, Instant now, ProgressLine progress) {
        JsonNode counts = deployment.path("counts");
        int running = counts.path("running").asInt();
        int open = counts.path("pending").asInt()
                + counts.path("queued").asInt()
                + counts.path("unknown").asInt();
        int ended = counts.path("total").asInt() - running - open;
        boolean paused = deployment.path("state").asText().equals("PAUSED");
        if (since == null || running > 0 || ended != done || paused) {
            since = now;
            done = ended;
        } else if (!said && open > 0 && since.plus(patience).isBefore(now)) {
            since = now;
            if (nobodyIsAlive()) {
                said = true;
                progress.clear();
                shell.notice("Notice: the deployment waits: no agent is alive. It goes on as soon as one is;"
                        + " Ctrl-C ends the watching only.");
            }
        }
    }

    private boolean nobodyIsAlive() {
        try {
            for (JsonNode agent :
                    server.list("/api/v1/status/agents", new Query()).path("items")) {
                if (agent.path("alive").asBoolean()) {
                    return false;
                }
            }
            return true;
        } catch (ServerProblem | Failure unknown) {
            // Asked again later; whether to give up on the server is the follower's decision.
            return false;
        }
    }
}
