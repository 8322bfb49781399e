package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.cli.project.DirectoryUrl;
import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationFiles;
import io.drover.engine.format.DirectoryFormat;
import io.drover.engine.format.ForeignDirectory;
import io.drover.engine.format.Numbering;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "import",
        description = {
            "Rewrite the migrations of another tool in Atlas's layout.",
            "The source stays as it is. When something cannot be kept, all of it is told and nothing is written."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover migrate import --from 'file://db/sql?format=flyway' --to file://migrations",
            "  drover migrate import --from file://db/goose --dir-format goose",
            "",
            "Formats: golang-migrate, goose, dbmate, flyway, liquibase."
        })
public final class MigrateImportCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            paramLabel = "URL",
            defaultValue = "file://migrations",
            description = "Folder to read, as file://folder?format=flyway (default: ${DEFAULT-VALUE}).")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "URL",
            defaultValue = "file://migrations",
            description = "Folder to write, without migrations (default: ${DEFAULT-VALUE}).")
    private String to;

    @Option(names = "--dir-format", paramLabel = "FORMAT", description = "Whose layout the files of --from have.")
    private String format;

    private final Shell shell;

    public MigrateImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        DirectoryUrl.Folder source = folder("--from", from, format);
        if (!Files.isDirectory(source.path())) {
            throw Failure.failed("there is no directory " + source.path() + "; --from names the one to read.");
        }
        if (!source.format().isForeign()) {
            throw Failure.misuse("cannot import a migration directory already in \"atlas\" format");
        }
        Path target = target();
        ForeignDirectory read = ForeignDirectory.read(source.format(), source.path(), Numbering.WIDENED);
        if (read.directory().isEmpty()) {
            shell.notice("nothing to import");
            return 0;
        }
        MigrationFiles.writeAll(target, read.directory());
        for (Migration migration : read.directory().migrations()) {
            shell.out()
                    .println(
                            read.sourceOf(migration.fileName()) + " -> " + shown(target.resolve(migration.fileName())));
        }
        shell.out().println(shown(target.resolve("atlas.sum")));
        return 0;
    }

    private Path target() throws IOException {
        DirectoryUrl.Folder target = folder("--to", to, null);
        if (target.format() != DirectoryFormat.ATLAS) {
            throw Failure.misuse("--to is written in the format atlas, not in "
                    + target.format().label() + ".");
        }
        if (Files.isDirectory(target.path())) {
            try (DirectoryStream<Path> migrations = Files.newDirectoryStream(target.path(), "*.sql")) {
                if (migrations.iterator().hasNext()) {
                    throw Failure.failed("target migration directory must be empty");
                }
            }
        }
        return target.path();
    }

    private DirectoryUrl.Folder folder(String option, String url, String formatOrNull) {
        if (DirectoryUrl.parse(url, shell.folder(), formatOrNull) instanceof DirectoryUrl.Folder folder) {
            return folder;
        }
        throw Failure.misuse(option + " takes a folder, as in file://migrations, not '" + url + "'.");
    }

    private Path shown(Path file) {
        return file.startsWith(shell.folder()) ? shell.folder().relativize(file) : file;
    }
}
