package io.drover.cli.targets;

import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Shell;
import io.drover.cli.project.TargetAddress;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import io.drover.cli.seal.Sealing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Register a target, or change one of this name.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover targets add acme --url sqlite://acme.db --label tier=gold",
            "  drover targets add acme --url 'postgres://app:${env:DB_PASSWORD}@db:5432/acme' --pool eu"
        })
public final class TargetsAddCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Name of the target.")
    private String name;

    @Option(
            names = {"-u", "--url"},
            required = true,
            paramLabel = "URL",
            description = "Where it is; a password is a reference, or is sealed for the agents of the pool.")
    private String url;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label; may be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--pool", paramLabel = "POOL", description = "The agents that serve it (default: default).")
    private String pool;

    @Option(names = "--directory", paramLabel = "NAME", description = "The directory it belongs to.")
    private String directory;

    private final Shell shell;

    public TargetsAddCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Server server = Server.of(shell);
        String sendable = new Sealing(server).seal(url, pool == null ? Sealing.DEFAULT_POOL : pool);
        TargetAddress.requireSendable(sendable);
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("url", TargetAddress.placed(sendable, shell.folder()));
        if (TargetAddress.isSqlite(url)) {
            target.put("hostId", TargetAddress.hostId(shell));
        }
        if (!labels.isEmpty()) {
            target.put("labels", labels);
        }
        if (pool != null) {
            target.put("pool", pool);
        }
        if (directory != null) {
            target.put("directory", directory);
        }
        server.put("/api/v1/targets/" + Query.segment(name), target);
        shell.out().println("Registered " + name + ".");
        return ExitCodes.DONE;
    }
}
