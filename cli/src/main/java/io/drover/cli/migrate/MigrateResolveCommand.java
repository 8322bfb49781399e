package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.project.DirectoryUrl;
import io.drover.engine.apply.Resolution;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "resolve",
        description = {
            "Say what became of a statement that was under way when its executor died.",
            "Outside of a transaction nobody but you can find out: look into the database first. Nothing is executed; the"
                    + " next apply, or 'drover deployments retry', goes on from there."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover migrate resolve --ran -u postgres://app@db:5432/acme",
            "  drover migrate resolve --did-not-run --env prod --target tenant_4",
            "  drover migrate resolve --ran --version 20240721101205 --env prod --target tenant_4"
        })
public final class MigrateResolveCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    /** One of the two. */
    static final class Choice {
        @Option(names = "--ran", required = true, description = "It took effect: it counts as applied.")
        private boolean ran;

        @Option(names = "--did-not-run", required = true, description = "It had no effect: the next apply executes it.")
        private boolean didNotRun;

        private Resolution resolution() {
            return didNotRun && !ran ? Resolution.DID_NOT_RUN : Resolution.RAN;
        }
    }

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "The version it is about (default: the one that is ambiguous).")
    private String version;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(names = "--revisions-schema", paramLabel = "NAME", description = "Schema of the revisions table.")
    private String revisionsSchema;

    @Mixin
    private ParallelOption parallel = new ParallelOption();

    @Mixin
    private OutputOption output = new OutputOption();

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Shell shell;

    public MigrateResolveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Resolution resolution = choice.resolution();
        TargetOptions.Choice chosen = targets.choose(shell);
        if (chosen.directory() instanceof DirectoryUrl.Folder folder) {
            targets.requireNoSelector();
            ApplyFlags flags = ApplyFlags.ofRevisions(revisionsSchema, null);
            return new LocalResolve(shell, flags, version, resolution, output.json())
                    .run(folder, chosen.targets(), parallel.targets());
        }
        parallel.requireNone();
        if (revisionsSchema != null) {
            throw Failure.misuse("--revisions-schema is for a folder (file://); the control plane knows where the"
                    + " revisions of its targets are.");
        }
        DirectoryUrl.Pushed pushed = (DirectoryUrl.Pushed) chosen.directory();
        return new RemoteResolve(shell, version, resolution, output.json(), PATIENCE)
                .run(pushed.name(), targets, chosen.targets());
    }
}
