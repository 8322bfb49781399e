package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.project.EnvInstance;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SumFault;
import io.drover.engine.format.ForeignDirectory;
import io.drover.engine.format.Numbering;
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

    @Option(
            names = "--dir-format",
            paramLabel = "FORMAT",
            description =
                    "Whose layout the files have: atlas, golang-migrate, goose, dbmate, flyway, liquibase (default:"
                            + " what --dir says with ?format=, else atlas).")
    private String format;

    /** The folder; it need not exist. */
    DirectoryUrl.Folder folder(List<EnvInstance> instances, Shell shell) {
        if (url != null) {
            if (DirectoryUrl.parse(url, shell.folder(), format) instanceof DirectoryUrl.Folder folder) {
                return folder;
            }
            throw Failure.misuse("--dir takes a folder here, as in file://migrations, not '" + url + "'.");
        }
        EnvInstance env = instances.isEmpty() ? null : instances.get(0);
        Optional<String> ofEnv = env == null ? Optional.empty() : env.migration("dir");
        String chosen =
                format != null || env == null ? format : env.migration("format").orElse(null);
        if (ofEnv.isPresent()
                && DirectoryUrl.parse(ofEnv.get(), shell.folder(), chosen) instanceof DirectoryUrl.Folder folder) {
            return folder;
        }
        return (DirectoryUrl.Folder) DirectoryUrl.parse(USUAL, shell.folder(), chosen);
    }

    /** The path of a folder that has, or gets, an {@code atlas.sum}. */
    Path path(List<EnvInstance> instances, Shell shell) {
        DirectoryUrl.Folder folder = folder(instances, shell);
        if (folder.format().isForeign()) {
            throw Failure.misuse(
                    folder.path() + " has the layout of " + folder.format().label()
                            + ", which needs no atlas.sum: nothing is to be done. 'drover migrate import' rewrites it in Atlas's"
                            + " layout.");
        }
        return folder.path();
    }

    /** Reads a folder that must be there; one in another layout is rewritten in memory. */
    static MigrationDirectory read(DirectoryUrl.Folder folder) throws IOException {
        Path path = folder.path();
        if (!Files.isDirectory(path)) {
            throw Failure.failed("there is no migration directory " + path
                    + "; 'drover migrate new NAME' makes one, --dir file://PATH names another.");
        }
        return folder.format().isForeign()
                ? ForeignDirectory.read(folder.format(), path, Numbering.AS_WRITTEN)
                        .directory()
                : MigrationDirectory.fromPath(path);
    }

    /** Reads a folder whose {@code atlas.sum} must fit; when it does not, says so as Atlas does. */
    static MigrationDirectory verified(DirectoryUrl.Folder folder, Shell shell) throws IOException {
        MigrationDirectory directory = read(folder);
        Optional<SumFault> fault = directory.verify();
        if (fault.isPresent()) {
            shell.err().print(fault.get().atlasText().replace("'atlas migrate hash'", "'drover migrate hash'"));
            throw Failure.failed(fault.get().sentence());
        }
        return directory;
    }
}
