package io.drover.cli.migrate;

import io.drover.cli.databases.DatabaseTable;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.output.Version;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.project.SecretReferences;
import io.drover.cli.project.TargetAddress;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.apply.Plan;
import io.drover.engine.apply.Problem;
import io.drover.engine.apply.TargetState;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private ApplyFlags flags = new ApplyFlags();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public MigrateStatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        TargetOptions.Choice choice = targets.choose(shell);
        if (choice.directory() instanceof DirectoryUrl.Folder folder) {
            if (choice.targets().isEmpty()) {
                throw Failure.misuse(
                        "required flag \"url\" not set; name the target with --url or the environment with --env.");
            }
            return local(folder.path(), choice.targets());
        }
        return remote((DirectoryUrl.Pushed) choice.directory(), choice.targets());
    }

    private int local(Path folder, List<TargetOptions.Chosen> chosen) throws IOException {
        MigrationDirectory directory = FolderOption.verified(folder, shell);
        MigrationEngine engine = new MigrationEngine(Version.TEXT);
        boolean failed = false;
        for (TargetOptions.Chosen each : chosen) {
            TargetUrl target = TargetUrl.parse(SecretReferences.resolve(each.url(), shell));
            ApplyOptions options = flags.options(each.instance(), null);
            TargetState state = engine.inspect(target, options.revisionsSchema());
            if (chosen.size() > 1) {
                shell.block((each.equals(chosen.get(0)) ? "" : "\n") + TargetAddress.name(target) + "\n");
            }
            boolean notThereYet = state.problem() instanceof Problem.TargetMissing;
            if (state.problem() != null && !notThereYet) {
                failed = true;
                shell.err().println("Error: " + state.problem().sentence());
                continue;
            }
            Plan plan = engine.plan(target, directory, options.withAllowDirty(true));
            shell.block(StatusText.render(directory, state, plan));
        }
        return failed ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private int remote(DirectoryUrl.Pushed pushed, List<TargetOptions.Chosen> chosen) {
        Query query = new Query()
                .and("directory", pushed.name())
                .and("env", targets.env())
                .and("selector", targets.selector());
        DatabaseTable table = new DatabaseTable(Server.of(shell).list("/api/v1/status/databases", query));
        if (!targets.names().isEmpty()) {
            List<TargetUrl> urls =
                    chosen.stream().map(each -> TargetUrl.parse(each.url())).toList();
            table.keep(name -> targets.names().contains(name)
                    || urls.stream().anyMatch(url -> TargetAddress.name(url).equals(name)));
        }
        shell.block(output.json() ? table.json() : table.text());
        return ExitCodes.DONE;
    }
}
