package io.drover.all;

import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.embedded.EmbeddedStack;
import io.drover.embedded.part.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "See the main flow with four tenants, on a stack of its own.",
            "It works in .drover/demo below this folder, which it empties first, and leaves everything else alone."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover demo          # leaves the dashboard running, until Ctrl-C",
            "  drover demo --once   # stops everything after the walk"
        })
final class DemoCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8080;
    private static final int AGENTS = 2;

    @Option(names = "--once", description = "Stop everything after the walk.")
    private boolean once;

    private final Shell shell;

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = shell.folder().resolve(".drover").resolve("demo");
        DemoScreen screen = new DemoScreen(shell);
        try (DemoFolder taken = DemoFolder.take(folder)) {
            int port = freePort(screen);
            screen.title("Drover demo: one push, one deploy, every tenant database migrated");
            screen.say("Starting a stack of its own in " + folder + ": Kafka, PostgreSQL, the services, " + AGENTS
                    + " agents.");
            try (EmbeddedStack stack = EmbeddedStack.in(folder.resolve("stack"))
                    .port(port)
                    .agents(AGENTS)
                    .build()) {
                stack.start(new StackProgress(shell));
                new DemoWalk(shell, screen, folder, stack.url()).run();
                leave(stack, screen);
            }
        } catch (StackException e) {
            throw Failure.failed(e.getMessage());
        }
        return ExitCodes.DONE;
    }

    private void leave(EmbeddedStack stack, DemoScreen screen) throws Exception {
        if (once) {
            screen.title("That was it.");
            return;
        }
        screen.title("Look around: " + stack.url());
        screen.say(
                "The dashboard and the API stay up until Ctrl-C. To try commands of your own, in a second terminal:");
        screen.say("  cd .drover/demo/shop && DROVER_SERVER=" + stack.url() + " drover databases list");
        stack.awaitEnd();
    }

    private static int freePort(DemoScreen screen) throws IOException {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        try (ServerSocket usual = new ServerSocket(USUAL_PORT, 1, here)) {
            return usual.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket other = new ServerSocket(0, 1, here)) {
                screen.say("Port " + USUAL_PORT + " is taken, so this demo uses " + other.getLocalPort() + ".");
                return other.getLocalPort();
            }
        }
    }
}
