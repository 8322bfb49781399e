package io.drover.cli.targets;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Server;
import io.drover.cli.seal.Sealing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Register many targets from a file: all of them or, when one is wrong, none.",
            "SQLite paths in .json and .ndjson may be relative to this folder; they are sent with their real path and"
                    + " this machine's id. Paths in a .csv must be absolute; its column hostId names their machine.",
            "Passwords are references, or are sealed for the agents of the target's pool."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  drover targets import tenants.csv", "  drover targets import tenants.ndjson"})
public final class TargetsImportCommand implements Callable<Integer> {
    private static final Map<String, String> TYPES =
            Map.of("csv", "text/csv", "ndjson", "application/x-ndjson", "json", "application/json");

    @Parameters(paramLabel = "FILE", description = "A .csv, .ndjson or .json file.")
    private Path file;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public TargetsImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        String name = file.toString();
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (type == null) {
            throw Failure.misuse("the kind of " + file + " is not known; its name must end in .csv, .ndjson or .json.");
        }
        Server server = Server.of(shell);
        byte[] content = new ImportedRows(shell, file, new Sealing(server)).read(type);
        JsonNode result = server.send("POST", "/api/v1/targets/bulk", type, content, Map.of());
        if (output.json()) {
            shell.block(Server.pretty(result));
            return ExitCodes.DONE;
        }
        StringBuilder text = new StringBuilder("Imported " + file + ":");
        result.fields().forEachRemaining(each -> {
            if (each.getValue().isIntegralNumber()) {
                text.append(' ')
                        .append(each.getValue().asLong())
                        .append(' ')
                        .append(each.getKey())
                        .append(',');
            }
        });
        shell.out().println(text.substring(0, text.length() - 1) + ".");
        return ExitCodes.DONE;
    }
}
