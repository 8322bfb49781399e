package io.drover.cli.deployments;

import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "Let a paused deployment go on.",
        footerHeading = "%nExamples:%n",
        footer = {"  drover deployments resume 7"})
public final class DeploymentsResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Number of the deployment.")
    private long id;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public DeploymentsResumeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return Control.RESUME.order(shell, id, Map.of(), output);
    }
}
