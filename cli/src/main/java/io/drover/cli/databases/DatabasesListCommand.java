package io.drover.cli.databases;

import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List databases with their versions.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover databases list",
            "  drover databases list --state error",
            "  drover databases list --directory db-per-tenant -o json"
        })
public final class DatabasesListCommand implements Callable<Integer> {
    @Option(names = "--state", paramLabel = "STATE", description = "synced, pending or error.")
    private String state;

    @Option(names = "--directory", paramLabel = "NAME", description = "Only databases of this directory.")
    private String directory;

    @Option(names = "--env", paramLabel = "NAME", description = "Only databases of this environment.")
    private String env;

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Only databases with these labels.")
    private String selector;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public DatabasesListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Query query = new Query()
                .and("directory", directory)
                .and("state", state)
                .and("env", env)
                .and("selector", selector);
        DatabaseTable table = new DatabaseTable(Server.of(shell).list("/api/v1/status/databases", query));
        shell.block(output.json() ? table.json() : table.text());
        return ExitCodes.DONE;
    }
}
