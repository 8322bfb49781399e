package io.drover.all;

import io.drover.cli.Cli;
import io.drover.cli.output.Shell;

/** The {@code drover} program with the stack in it. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Shell shell = Shell.ofProcess();
        int code = new Cli(shell)
                .with("demo", new DemoCommand(shell))
                .with("up", new UpCommand(shell))
                .run(args);
        System.exit(code);
    }
}
