package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.project.EnvInstance;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SumFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --dir} for commands that work on files: the option, else the environment's folder, else ./migrations. */
final class FolderOption {
    private static final String USUAL = "file://migrations";

    @Option(
            names = "--dir",
            paramLabel = "URL",
            description = "Folder of the migrations (default: the environment's, else " + USUAL + ").")
    private String url;

    /** The folder; it need not exist. */
    Path path(List<EnvInstance> instances, Shell shell) {
        if (url != null) {
            if (DirectoryUrl.parse(url, shell.folder()) instanceof DirectoryUrl.Folder folder) {
                return folder.path();
            }
            throw Failure.misuse("--dir takes a folder here, as in file://migrations, not '" + url + "'.");
        }
        Optional<String> ofEnv =
                instances.isEmpty() ? Optional.empty() : instances.get(0).migration("dir");
        if (ofEnv.isPresent()
                && DirectoryUrl.parse(ofEnv.get(), shell.folder()) instanceof DirectoryUrl.Folder folder) {
            return folder.path();
        }
        return ((DirectoryUrl.Folder) DirectoryUrl.parse(USUAL, shell.folder())).path();
    }

    /** Reads a folder that must be there. */
    static MigrationDirectory read(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw Failure.failed("there is no migration directory " + path
                    + "; 'drover migrate new NAME' makes one, --dir file://PATH names another.");
        }
        return MigrationDirectory.fromPath(path);
    }

    /** Reads a folder whose {@code atlas.sum} must fit; when it does not, says so as Atlas does. */
    static MigrationDirectory verified(Path path, Shell shell) throws IOException {
        MigrationDirectory directory = read(path);
        Optional<SumFault> fault = directory.verify();
        if (fault.isPresent()) {
            shell.err().print(fault.get().atlasText().replace("'atlas migrate hash'", "'drover migrate hash'"));
            throw Failure.failed(fault.get().sentence());
        }
        return directory;
    }
}
