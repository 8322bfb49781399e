package io.drover.cli.migrate;

import io.drover.cli.databases.DatabaseTable;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {
            "Tell which migrations the targets have.",
            "With a folder (file://) the targets are asked from here. With a pushed directory (atlas://NAME) the"
                    + " control plane tells what it knows."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover migrate status -u sqlite://acme.db",
            "  drover migrate status --env prod",
            "  drover migrate status --env prod --target tenant_4"
        })
public final class MigrateStatusCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(names = "--revisions-schema", paramLabel = "NAME", description = "Schema of the revisions table.")
    private String revisionsSchema;

    @Mixin
    private ParallelOption parallel = new ParallelOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public MigrateStatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        format.check();
        TargetOptions.Choice choice = targets.choose(shell);
        if (choice.directory() instanceof DirectoryUrl.Folder folder) {
            targets.requireNoSelector();
            return new LocalStatus(shell, ApplyFlags.ofRevisions(revisionsSchema, null), output.json(), format)
                    .run(folder, choice.targets(), parallel.targets());
        }
        parallel.requireNone();
        if (format.isGiven()) {
            throw Failure.misuse(
                    "--format is for a folder (file://); what the control plane knows is printed by -o json.");
        }
        return remote((DirectoryUrl.Pushed) choice.directory(), choice.targets());
    }

    private int remote(DirectoryUrl.Pushed pushed, List<TargetOptions.Chosen> chosen) {
        Query query = new Query()
                .and("directory", pushed.name())
                .and("env", targets.env())
                .and("selector", targets.selector());
        DatabaseTable table = new DatabaseTable(Server.of(shell).list("/api/v1/status/databases", query));
        if (targets.byUrl() || !targets.names().isEmpty()) {
            table.keep(new ChosenRows(targets, chosen)::contain);
        }
        shell.block(output.json() ? table.json() : table.text());
        return ExitCodes.DONE;
    }
}
