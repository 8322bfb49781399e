package io.drover.cli.migrate;

import io.drover.cli.output.Shell;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.project.ProjectOptions;
import io.drover.engine.directory.MigrationFiles;
import io.drover.engine.format.DirectoryFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        description = {
            "Create an empty migration file and rewrite atlas.sum.",
            "Files that atlas.sum does not vouch for are not covered up: 'migrate hash' comes first then."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover migrate new add_users",
            "  drover migrate new --edit seed_users        # opens $VISUAL or $EDITOR",
            "  drover migrate new --env local add_orders"
        })
public final class MigrateNewCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "What the migration does, as in add_users.")
    private String name;

    @Option(names = "--edit", description = "Open the file in an editor, then rewrite atlas.sum.")
    private boolean edit;

    @Mixin
    private FolderOption folder = new FolderOption();

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    private final Shell shell;

    public MigrateNewCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path path = folder.path(project.instances(shell), shell);
        if (Files.isDirectory(path)) {
            FolderOption.verified(new DirectoryUrl.Folder(path, DirectoryFormat.ATLAS), shell);
        }
        Path file = MigrationFiles.write(path, MigrationFiles.newFileName(path, Instant.now(), name), "");
        if (edit) {
            new Editor(shell).open(file);
            MigrationFiles.rehash(path);
        }
        shell.out().println(file.startsWith(shell.folder()) ? shell.folder().relativize(file) : file);
        return 0;
    }
}
