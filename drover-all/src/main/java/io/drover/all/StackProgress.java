package io.drover.all;

import io.drover.cli.output.Shell;
import io.drover.embedded.part.PartListener;
import java.time.Duration;
import java.util.Locale;

/** Says what the stack is doing, a line each. Thread-safe. */
final class StackProgress implements PartListener {
    private final Shell shell;

    StackProgress(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void ready(String part, Duration took) {
        say(String.format(Locale.ROOT, "  %-28s ready after %.1f s", part, took.toMillis() / 1000.0));
    }

    @Override
    public void restarting(String part, int exitCode, Duration backoff) {
        say("  " + part + " ended with " + exitCode + " and is started again in " + backoff.toSeconds() + " s");
    }

    private synchronized void say(String line) {
        shell.out().println(line);
        shell.out().flush();
    }
}
