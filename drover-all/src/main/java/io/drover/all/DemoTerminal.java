package io.drover.all;

import io.drover.cli.Cli;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Types commands, shows what they print, and ends the demo when one does not do what was promised. */
final class DemoTerminal {
    private static final Duration VIEW_LAG = Duration.ofSeconds(30);

    private final Shell around;
    private final DemoScreen screen;

    /** @param around folder and environment of the commands */
    DemoTerminal(Shell around, DemoScreen screen) {
        this.around = around;
        this.screen = screen;
    }

    /** Runs a command line that has to end with this code and to print this. */
    String run(int exitCode, Predicate<String> promise, String... args) {
        screen.command("drover " + String.join(" ", args));
        StringWriter text = new StringWriter();
        int code = execute(text, args);
        screen.output(text.toString());
        check(code == exitCode && promise.test(text.toString()), code, args);
        return text.toString();
    }

    /** Runs a command that shows a view, and runs it again until the view has caught up; only the last is shown. */
    void view(Predicate<String> promise, String... args) {
        Instant end = Instant.now().plus(VIEW_LAG);
        screen.command("drover " + String.join(" ", args));
        while (true) {
            StringWriter text = new StringWriter();
            int code = execute(text, args);
            boolean kept = code == 0 && promise.test(text.toString());
            if (kept || Instant.now().isAfter(end)) {
                screen.output(text.toString());
                check(kept, code, args);
                return;
            }
            pause();
        }
    }

    private int execute(StringWriter text, String... args) {
        PrintWriter both = new PrintWriter(text);
        return new Cli(new Shell(around.folder(), around.environment(), both, both, false)).run(args);
    }

    private static void check(boolean kept, int code, String... args) {
        if (!kept) {
            throw Failure.failed(
                    "'drover " + String.join(" ", args) + "' did not do what this demo promises (it ended with " + code
                            + "); the logs of the stack are in .drover/demo/stack/logs.");
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted.");
        }
    }
}
