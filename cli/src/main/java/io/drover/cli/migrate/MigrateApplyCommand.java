package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.project.DirectoryUrl;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = {
            "Bring targets to the newest version of their directory.",
            "With a folder (file://) the migrations are executed from here, without a server. With a pushed directory"
                    + " (atlas://NAME) the control plane deploys them and this command follows."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover migrate apply --env prod                     # every target of the environment",
            "  drover migrate apply --env prod --target tenant_4   # one of them",
            "  drover migrate apply --env prod --detach            # return at once with the link",
            "  drover migrate apply --env prod --baseline 3        # databases that are at version 3 already",
            "  drover migrate apply --env prod --max-parallel 10   # at most ten targets at once",
            "  drover migrate apply 1 -u sqlite://acme.db          # the next file only, from ./migrations",
            "",
            "Exit codes: 0 done, 1 a target failed, 2 wrong use, 3 server unreachable."
        })
public final class MigrateApplyCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "AMOUNT", description = "Apply at most this many pending files.")
    private String amount;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Mixin
    private ApplyFlags flags = new ApplyFlags();

    @Mixin
    private RolloutFlags rollout = new RolloutFlags();

    @Option(names = "--detach", description = "Do not follow the deployment; print its link and return.")
    private boolean detach;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print every target's output, also above 50 targets.")
    private boolean verbose;

    @Mixin
    private FormatOption format = new FormatOption();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public MigrateApplyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        format.check();
        Integer limit = ApplyFlags.amount(amount);
        TargetOptions.Choice choice = targets.choose(shell);
        if (choice.directory() instanceof DirectoryUrl.Folder folder) {
            targets.requireNoSelector();
            int parallel = rollout.localParallel();
            return new LocalApply(shell, flags, limit, output.json(), format).run(folder, choice.targets(), parallel);
        }
        if (format.isGiven()) {
            throw Failure.misuse("--format is for a folder (file://); a deployment is printed by -o json.");
        }
        if (targets.names().isEmpty() && targets.selector() == null) {
            requireTargets(choice);
        }
        DirectoryUrl.Pushed pushed = (DirectoryUrl.Pushed) choice.directory();
        return new Deploy(shell, targets, flags, rollout, limit, output.json()).run(pushed, choice, detach, verbose);
    }

    private static void requireTargets(TargetOptions.Choice choice) {
        if (choice.targets().isEmpty()) {
            throw Failure.misuse(
                    "required flag \"url\" not set; name the target with --url or the environment with --env.");
        }
    }
}
