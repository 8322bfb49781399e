package io.drover.cli.migrate;

import io.drover.cli.output.Shell;
import io.drover.cli.project.EnvInstance;
import io.drover.cli.project.ProjectOptions;
import io.drover.engine.directory.MigrationDirectory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "validate",
        description = "Check that atlas.sum fits the files and, with a dev database, that they run.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover migrate validate",
            "  drover migrate validate --dev-url 'sqlite://?mode=memory'",
            "  drover migrate validate --dir 'file://db/migrations?format=goose'"
        })
public final class MigrateValidateCommand implements Callable<Integer> {
    @Option(names = "--dev-url", paramLabel = "URL", description = "Scratch database to run the files on.")
    private String devUrl;

    @Mixin
    private FolderOption folder = new FolderOption();

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    private final Shell shell;

    public MigrateValidateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        List<EnvInstance> instances = project.instances(shell);
        MigrationDirectory directory = FolderOption.verified(folder.folder(instances, shell), shell);
        new Replay(shell).check(Replay.devUrl(devUrl, instances), directory);
        return 0;
    }
}
