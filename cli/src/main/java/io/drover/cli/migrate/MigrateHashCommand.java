package io.drover.cli.migrate;

import io.drover.cli.output.Shell;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.project.ProjectOptions;
import io.drover.engine.directory.MigrationFiles;
import io.drover.engine.format.DirectoryFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "hash",
        description = "Rewrite atlas.sum for the files as they are.",
        footerHeading = "%nExamples:%n",
        footer = {"  drover migrate hash", "  drover migrate hash --dir file://db/migrations"})
public final class MigrateHashCommand implements Callable<Integer> {
    @Mixin
    private FolderOption folder = new FolderOption();

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    private final Shell shell;

    public MigrateHashCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path path = folder.path(project.instances(shell), shell);
        FolderOption.read(new DirectoryUrl.Folder(path, DirectoryFormat.ATLAS));
        MigrationFiles.rehash(path);
        return 0;
    }
}
