package io.drover.cli.deployments;

import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "pause",
        description = "Begin nothing more of a deployment until it is resumed. What is being executed is finished.",
        footerHeading = "%nExamples:%n",
        footer = {"  drover deployments pause 7", "  drover deployments pause 7 --reason 'the disk of db-3 is full'"})
public final class DeploymentsPauseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Number of the deployment.")
    private long id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for everybody who looks at it.")
    private String reason;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public DeploymentsPauseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return Control.PAUSE.order(shell, id, reason == null ? Map.of() : Map.of("reason", reason), output);
    }
}
