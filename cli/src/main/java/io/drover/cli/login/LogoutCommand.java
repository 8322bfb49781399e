package io.drover.cli.login;

import io.drover.cli.output.Shell;
import io.drover.cli.remote.Account;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "logout", description = "Forget the server and the token.")
public final class LogoutCommand implements Callable<Integer> {
    private final Shell shell;

    public LogoutCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        shell.out().println(Account.forget(shell) ? "Logged out." : "You were not logged in.");
        return 0;
    }
}
