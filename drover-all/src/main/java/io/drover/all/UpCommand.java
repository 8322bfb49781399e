package io.drover.all;

import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.embedded.EmbeddedStack;
import io.drover.embedded.part.StackException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = {
            "Run the whole of Drover on this machine, in the foreground.",
            "A real Kafka, a real PostgreSQL, the services and agents, behind one address. Ctrl-C stops all of it; the"
                    + " data stays."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  drover up", "  drover up --data /var/lib/drover --port 9090 --agents 4"})
final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".drover",
            description = "Where the data and the logs are kept (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where API and dashboard listen, on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many agents to run (default: ${DEFAULT-VALUE}).")
    private int agents;

    private final Shell shell;

    UpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        if (agents < 1 || port < 1 || port > 65_535) {
            throw Failure.misuse("--agents takes a number from 1 on, --port one from 1 to 65535.");
        }
        Path folder = shell.folder().resolve(data).normalize();
        try (EmbeddedStack stack =
                EmbeddedStack.in(folder).port(port).agents(agents).build()) {
            shell.out().println("Starting Drover on " + folder + " …");
            stack.start(new StackProgress(shell));
            shell.out().println();
            shell.out().println("Drover is ready: " + stack.url());
            shell.out().println("Logs are in " + folder.resolve("logs") + ". Ctrl-C stops it; the data stays.");
            shell.out().flush();
            stack.awaitEnd();
        } catch (StackException e) {
            throw Failure.failed(e.getMessage());
        }
        return ExitCodes.DONE;
    }
}
