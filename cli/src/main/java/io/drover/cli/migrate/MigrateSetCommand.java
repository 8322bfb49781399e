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
        name = "set",
        description = {
            "Say what version targets are at, after they were changed by hand.",
            "Nothing is executed: the files up to the version count as applied, revisions of newer ones are deleted."
                    + " Without a version the folder's newest is meant."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover migrate set 20240721101205 -u sqlite://acme.db",
            "  drover migrate set --env local",
            "  drover migrate set 20240721101205 --env prod --target tenant_4"
        })
public final class MigrateSetCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "VERSION", description = "The version, as the file's name begins.")
    private String version;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(names = "--revisions-schema", paramLabel = "NAME", description = "Schema of the revisions table.")
    private String revisionsSchema;

    @Option(
            names = "--lock-timeout",
            paramLabel = "DURATION",
            description = "How long to wait for a migration of the same target (default: 10s).")
    private String lockTimeout;

    @Mixin
    private ParallelOption parallel = new ParallelOption();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public MigrateSetCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        TargetOptions.Choice choice = targets.choose(shell);
        if (choice.directory() instanceof DirectoryUrl.Folder folder) {
            targets.requireNoSelector();
            ApplyFlags flags = ApplyFlags.ofRevisions(revisionsSchema, lockTimeout);
            return new LocalSet(shell, flags, version, output.json()).run(folder, choice.targets(), parallel.targets());
        }
        throw Failure.misuse(
                "revisions are set from a folder: name the files with --dir file://PATH; a run that stopped"
                        + " at a statement of which nobody knows whether it ran is settled by 'drover migrate resolve'.");
    }
}
