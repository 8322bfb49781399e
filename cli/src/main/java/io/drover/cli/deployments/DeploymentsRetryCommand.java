package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import io.drover.cli.remote.ServerProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "retry",
        description = "Try the failed targets of a deployment again, and follow.",
        footerHeading = "%nExamples:%n",
        footer = {"  drover deployments retry 7", "  drover deployments retry 7 --target tenant_4.db"})
public final class DeploymentsRetryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Number of the deployment.")
    private long id;

    @Option(names = "--target", paramLabel = "NAME", description = "Only this target; may be repeated.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--detach", description = "Do not follow; print the link and return.")
    private boolean detach;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print every target's output, also above 50 targets.")
    private boolean verbose;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public DeploymentsRetryCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Server server = Server.of(shell);
        Ending ending = Ending.after(server.get("/api/v1/deployments/" + id));
        Map<String, Integer> before = attempts(server);
        JsonNode answer = ordered(server, before);
        JsonNode deployment = answer.hasNonNull("id") ? answer : server.get("/api/v1/deployments/" + id);
        String link = DeploymentLink.of(deployment, server);
        if (detach) {
            if (output.json()) {
                new DeploymentDocument(shell).print(deployment, link);
            } else {
                shell.out().println(link);
            }
            return ExitCodes.DONE;
        }
        return new DeploymentFollower(server, shell, verbose)
                .asJson(output.json())
                .onlyAttempts(raised(server, before), ending)
                .follow(id, link);
    }

    /** A repeated order may find that the first one was carried out and its answer lost: then there is what to follow. */
    private JsonNode ordered(Server server, Map<String, Integer> before) {
        try {
            return server.order(
                    "/api/v1/deployments/" + id + "/retry", targets.isEmpty() ? Map.of() : Map.of("targets", targets));
        } catch (ServerProblem refused) {
            boolean mayHaveWorked = refused.isAfterRepeat() && refused.type().equals("wrong-state");
            if (!mayHaveWorked || raised(server, before).isEmpty()) {
                throw refused;
            }
            return server.get("/api/v1/deployments/" + id);
        }
    }

    private Map<String, Integer> raised(Server server, Map<String, Integer> before) {
        Map<String, Integer> raised = attempts(server);
        raised.entrySet().removeIf(run -> run.getValue().equals(before.get(run.getKey())));
        return raised;
    }

    /** The attempt that each run is at: what the retry raises is what there is to follow. */
    private Map<String, Integer> attempts(Server server) {
        Map<String, Integer> attempts = new LinkedHashMap<>();
        for (JsonNode run :
                server.list("/api/v1/deployments/" + id + "/runs", new Query()).path("items")) {
            RunRow row = RunRow.of(run, 0);
            attempts.put(row.target(), row.attempt());
        }
        return attempts;
    }
}
