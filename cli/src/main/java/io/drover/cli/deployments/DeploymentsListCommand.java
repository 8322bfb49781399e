package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.output.Table;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List deployments, the newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  drover deployments list", "  drover deployments list --state failed --env prod -o json"})
public final class DeploymentsListCommand implements Callable<Integer> {
    @Option(names = "--state", paramLabel = "STATE", description = "running, paused, succeeded, failed, cancelled …")
    private String state;

    @Option(names = "--directory", paramLabel = "NAME", description = "Only deployments of this directory.")
    private String directory;

    @Option(names = "--env", paramLabel = "NAME", description = "Only deployments of this environment.")
    private String env;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most this many, up to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public DeploymentsListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Query query = new Query()
                .and("state", state)
                .and("directory", directory)
                .and("env", env)
                .and("limit", limit);
        JsonNode page = Server.of(shell).get("/api/v1/deployments" + query);
        if (output.json()) {
            shell.block(Server.pretty(page));
            return ExitCodes.DONE;
        }
        Table table = new Table(
                "ID",
                "DIRECTORY",
                "VERSION",
                "ENV",
                "STATE",
                "TARGETS",
                "DONE",
                "FAILED",
                "UNKNOWN",
                "CREATED",
                "REASON");
        for (JsonNode each : page.path("items")) {
            JsonNode counts = each.path("counts");
            table.row(
                    each.path("id").asLong(),
                    Server.text(each, "directory"),
                    each.path("sequence").asInt(),
                    Server.text(each, "env"),
                    Server.text(each, "state"),
                    counts.path("total").asInt(),
                    counts.path("succeeded").asInt() + counts.path("noAction").asInt(),
                    counts.path("failed").asInt() + counts.path("unreachable").asInt(),
                    counts.path("unknown").asInt(),
                    Server.text(each, "createdAt"),
                    Server.text(each, "reason"));
        }
        shell.block(table.render());
        return ExitCodes.DONE;
    }
}
