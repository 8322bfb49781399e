package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Shell;
import io.drover.cli.output.Table;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show one deployment and its targets.",
        footerHeading = "%nExamples:%n",
        footer = {"  drover deployments show 7", "  drover deployments show 7 -o json"})
public final class DeploymentsShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Number of the deployment.")
    private long id;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public DeploymentsShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Server server = Server.of(shell);
        JsonNode deployment = server.get("/api/v1/deployments/" + id);
        if (output.json()) {
            shell.block(Server.pretty(deployment));
            return ExitCodes.DONE;
        }
        shell.out().println("Deployment " + id + ": " + DeploymentSummary.state(deployment));
        shell.out()
                .println("  -- Directory: " + Server.text(deployment, "directory") + " version "
                        + deployment.path("sequence").asInt());
        if (Server.text(deployment, "env") != null) {
            shell.out().println("  -- Env:       " + Server.text(deployment, "env"));
        }
        shell.out().println("  -- Targets:   " + DeploymentSummary.counts(deployment.path("counts")));
        if (deployment.path("counts").path("unknown").asInt() > 0) {
            shell.out().println("  -- UNKNOWN:   " + StateNotice.UNKNOWN);
        }
        shell.out().println("  -- Created:   " + Server.text(deployment, "createdAt"));
        shell.out().println();
        Table table = new Table("TARGET", "STATE", "FROM", "TO", "ERROR");
        JsonNode runs = server.list("/api/v1/deployments/" + id + "/runs", new Query());
        for (JsonNode run : runs.path("items")) {
            String error = Server.text(run.path("error"), "message");
            table.row(
                    RunRow.of(run, 0).target(),
                    Server.text(run, "state"),
                    Server.text(run, "from"),
                    Server.text(run, "to"),
                    error == null ? null : Secrets.hide(error));
        }
        shell.block(table.render());
        shell.out().println(DeploymentLink.of(deployment, server));
        return ExitCodes.DONE;
    }
}
