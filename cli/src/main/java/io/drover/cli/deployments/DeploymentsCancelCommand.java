package io.drover.cli.deployments;

import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        description = "Start nothing more of a deployment. What is being executed is finished.",
        footerHeading = "%nExamples:%n",
        footer = {"  drover deployments cancel 7"})
public final class DeploymentsCancelCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Number of the deployment.")
    private long id;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public DeploymentsCancelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return Control.CANCEL.order(shell, id, Map.of(), output);
    }
}
