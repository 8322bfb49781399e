package io.drover.cli;

import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Shell;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        hidden = true,
        description = "Print a completion script for bash and zsh: eval \"$(drover completion)\"")
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final Shell shell;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        shell.block(AutoComplete.bash("drover", root));
        return ExitCodes.DONE;
    }
}
