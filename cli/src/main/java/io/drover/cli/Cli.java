package io.drover.cli;

import io.drover.cli.databases.DatabasesCommand;
import io.drover.cli.databases.DatabasesListCommand;
import io.drover.cli.databases.DatabasesRefreshCommand;
import io.drover.cli.deployments.DeploymentsCancelCommand;
import io.drover.cli.deployments.DeploymentsCommand;
import io.drover.cli.deployments.DeploymentsListCommand;
import io.drover.cli.deployments.DeploymentsPauseCommand;
import io.drover.cli.deployments.DeploymentsResumeCommand;
import io.drover.cli.deployments.DeploymentsRetryCommand;
import io.drover.cli.deployments.DeploymentsShowCommand;
import io.drover.cli.deployments.DeploymentsWatchCommand;
import io.drover.cli.login.LoginCommand;
import io.drover.cli.login.LogoutCommand;
import io.drover.cli.migrate.MigrateApplyCommand;
import io.drover.cli.migrate.MigrateCommand;
import io.drover.cli.migrate.MigrateHashCommand;
import io.drover.cli.migrate.MigrateImportCommand;
import io.drover.cli.migrate.MigrateNewCommand;
import io.drover.cli.migrate.MigratePushCommand;
import io.drover.cli.migrate.MigrateResolveCommand;
import io.drover.cli.migrate.MigrateSetCommand;
import io.drover.cli.migrate.MigrateStatusCommand;
import io.drover.cli.migrate.MigrateValidateCommand;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Shell;
import io.drover.cli.targets.TargetsAddCommand;
import io.drover.cli.targets.TargetsCommand;
import io.drover.cli.targets.TargetsImportCommand;
import io.drover.cli.targets.TargetsListCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/**
 * The command line, in a process of its own or inside another one. One instance runs one command line after the other;
 * not thread-safe.
 */
public final class Cli {
    private final Shell shell;
    private final Map<String, Object> first = new LinkedHashMap<>();

    /** @param shell where the commands stand and where they write */
    public Cli(Shell shell) {
        this.shell = shell;
    }

    /** The {@code drover} program. */
    public static void main(String[] args) {
        System.exit(new Cli(Shell.ofProcess()).run(args));
    }

    /** Adds a command that is listed before the others. */
    public Cli with(String name, Object command) {
        first.put(name, command);
        return this;
    }

    /** Runs one command line and answers its exit code. Never throws. */
    public int run(String... args) {
        int code = commandLine().execute(args);
        shell.out().flush();
        shell.err().flush();
        return code;
    }

    /** What a command line printed and what it ended with. */
    public record Result(int exitCode, String out, String err) {}

    /** Runs one command line with a shell of its own that keeps what is written. */
    public static Result capture(Shell around, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell kept = new Shell(
                around.folder(), around.environment(), new PrintWriter(out), new PrintWriter(err), around.terminal());
        int code = new Cli(kept).run(args);
        return new Result(code, out.toString(), err.toString());
    }

    private CommandLine commandLine() {
        CommandLine root = new CommandLine(new DroverCommand());
        first.forEach(root::addSubcommand);
        root.addSubcommand("login", new LoginCommand(shell))
                .addSubcommand("logout", new LogoutCommand(shell))
                .addSubcommand("migrate", migrate())
                .addSubcommand("deployments", deployments())
                .addSubcommand("databases", databases())
                .addSubcommand("targets", targets())
                .addSubcommand("completion", new CompletionCommand(shell));
        for (CommandLine each : root.getSubcommands().values()) {
            withHelp(each);
        }
        ErrorReport errors = new ErrorReport(shell);
        return root.setOut(shell.out())
                .setErr(shell.err())
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(26)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        shell.terminal() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((problem, args) -> misuse(problem))
                .setExecutionExceptionHandler((problem, command, result) -> errors.print(problem));
    }

    private static void withHelp(CommandLine command) {
        if (command.getCommandSpec().findOption("--help") == null) {
            command.getCommandSpec().addOption(help());
        }
        command.getSubcommands().values().forEach(Cli::withHelp);
    }

    private static CommandLine.Model.OptionSpec help() {
        return CommandLine.Model.OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build();
    }

    private CommandLine migrate() {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("new", new MigrateNewCommand(shell));
        commands.put("hash", new MigrateHashCommand(shell));
        commands.put("validate", new MigrateValidateCommand(shell));
        commands.put("import", new MigrateImportCommand(shell));
        commands.put("push", new MigratePushCommand(shell));
        commands.put("apply", new MigrateApplyCommand(shell));
        commands.put("status", new MigrateStatusCommand(shell));
        commands.put("set", new MigrateSetCommand(shell));
        commands.put("resolve", new MigrateResolveCommand(shell));
        return group(new MigrateCommand(), commands);
    }

    private CommandLine deployments() {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("list", new DeploymentsListCommand(shell));
        commands.put("show", new DeploymentsShowCommand(shell));
        commands.put("watch", new DeploymentsWatchCommand(shell));
        commands.put("pause", new DeploymentsPauseCommand(shell));
        commands.put("resume", new DeploymentsResumeCommand(shell));
        commands.put("retry", new DeploymentsRetryCommand(shell));
        commands.put("cancel", new DeploymentsCancelCommand(shell));
        return group(new DeploymentsCommand(), commands);
    }

    private CommandLine databases() {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("list", new DatabasesListCommand(shell));
        commands.put("refresh", new DatabasesRefreshCommand(shell));
        return group(new DatabasesCommand(), commands);
    }

    private CommandLine targets() {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("add", new TargetsAddCommand(shell));
        commands.put("list", new TargetsListCommand(shell));
        commands.put("import", new TargetsImportCommand(shell));
        return group(new TargetsCommand(), commands);
    }

    private static CommandLine group(Object command, Map<String, Object> commands) {
        CommandLine line = new CommandLine(command);
        commands.forEach(line::addSubcommand);
        return line;
    }

    private int misuse(CommandLine.ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String sentence = Secrets.hide(problem.getMessage().replaceFirst("^Error: ", ""));
        shell.err().println("Error: " + sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1));
        shell.err().println("'" + command.getCommandSpec().qualifiedName() + " --help' tells how it is used.");
        return ExitCodes.MISUSE;
    }
}
