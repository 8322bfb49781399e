package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Server;
import io.drover.cli.remote.ServerProblem;
import java.util.Map;
import java.util.Set;

/**
 * A control of a deployment that sets its state: sent once, and taken for done when a repeated order finds the state
 * that the first one, whose answer was lost, brought about.
 *
 * @param verb last step of the address
 * @param reached states that a deployment may be in when the order was carried out
 */
record Control(String verb, Set<String> reached) {
    static final Control PAUSE = new Control("pause", Set.of("PAUSED"));
    static final Control RESUME = new Control("resume", Set.of("RUNNING", "SUCCEEDED", "FAILED"));
    static final Control CANCEL = new Control("cancel", Set.of("CANCELLING", "CANCELLED"));

    /** @return the exit code */
    int order(Shell shell, long id, Map<String, Object> body, OutputOption output) {
        Server server = Server.of(shell);
        JsonNode deployment = ordered(server, "/api/v1/deployments/" + id, body);
        String link = DeploymentLink.of(deployment, server);
        if (output.json()) {
            new DeploymentDocument(shell).print(deployment, link);
            return ExitCodes.DONE;
        }
        shell.out().println("Deployment " + id + " is " + DeploymentSummary.state(deployment) + ".");
        shell.out().println(link);
        return ExitCodes.DONE;
    }

    private JsonNode ordered(Server server, String address, Map<String, Object> body) {
        try {
            server.order(address + "/" + verb, body);
        } catch (ServerProblem refused) {
            JsonNode now = refused.isAfterRepeat() ? server.get(address) : null;
            if (now == null || !reached.contains(now.path("state").asText())) {
                throw refused;
            }
        }
        return server.get(address);
    }
}
