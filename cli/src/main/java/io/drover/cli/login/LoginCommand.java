package io.drover.cli.login;

import io.drover.cli.output.Shell;
import io.drover.cli.remote.Account;
import io.drover.cli.remote.Server;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "login",
        description = "Remember the server that later commands talk to.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover login http://localhost:8080",
            "  drover login https://drover.example --token $TOKEN",
            "",
            "The environment variables DROVER_SERVER and DROVER_TOKEN override what is remembered."
        })
public final class LoginCommand implements Callable<Integer> {
    @Parameters(paramLabel = "URL", description = "Address of the server.")
    private String url;

    @Option(names = "--token", paramLabel = "TOKEN", description = "Sent with every request.")
    private String token;

    private final Shell shell;

    public LoginCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Account account = new Account(Account.checked(url), token);
        new Server(account).get("/health");
        account.store(shell);
        shell.out().println("Logged in to " + account.server() + ".");
        return 0;
    }
}
