package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Server;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        description = "Start nothing more of a deployment. What is being executed is finished.",
        footerHeading = "%nExamples:%n",
        footer = {"  drover deployments cancel 7"})
public final class DeploymentsCancelCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Number of the deployment.")
    private long id;

    private final Shell shell;

    public DeploymentsCancelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Server server = Server.of(shell);
        server.order("/api/v1/deployments/" + id + "/cancel", Map.of());
        JsonNode deployment = server.get("/api/v1/deployments/" + id);
        shell.out().println("Deployment " + id + " is " + Server.text(deployment, "state") + ".");
        shell.out().println(DeploymentLink.of(deployment, server));
        return ExitCodes.DONE;
    }
}
