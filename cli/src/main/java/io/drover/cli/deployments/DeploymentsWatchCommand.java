package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Server;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = {
            "Follow a deployment to its end, as 'migrate apply' does.",
            "One that is paused meanwhile is waited for; one that was paused before is shown as it stands."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  drover deployments watch 7"})
public final class DeploymentsWatchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Number of the deployment.")
    private long id;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print every target's output, also above 50 targets.")
    private boolean verbose;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public DeploymentsWatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Server server = Server.of(shell);
        JsonNode deployment = server.get("/api/v1/deployments/" + id);
        return new DeploymentFollower(server, shell, verbose)
                .asJson(output.json())
                .from(deployment)
                .follow(id, DeploymentLink.of(deployment, server));
    }
}
