package io.drover.cli.databases;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.project.GoDurations;
import io.drover.cli.remote.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "refresh",
        description = {
            "Have the agents ask databases what they are at; nothing is changed on them.",
            "Without names and selector all of the fleet is asked."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover databases refresh acme",
            "  drover databases refresh --selector tier=gold --wait",
            "",
            "Exit codes: 0 done, 1 not all have answered in time, 2 wrong use, 3 server unreachable."
        })
public final class DatabasesRefreshCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Targets to ask.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Only targets with these labels.")
    private String selector;

    @Option(names = "--wait", description = "Wait until all have answered and list them.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "2m",
            description = "How long --wait waits (default: ${DEFAULT-VALUE}).")
    private String timeout;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public DatabasesRefreshCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (selector != null && !names.isEmpty()) {
            throw Failure.misuse("name the targets or choose them with --selector, not both.");
        }
        Duration patience = GoDurations.parse(timeout, "--timeout");
        Server server = Server.of(shell);
        RefreshedRows rows = wait ? RefreshedRows.before(server, names, selector) : null;
        Map<String, Object> body = new LinkedHashMap<>();
        if (!names.isEmpty()) {
            body.put("names", names);
        }
        if (selector != null) {
            body.put("selector", selector);
        }
        JsonNode answer = server.order("/api/v1/targets/inspect", body);
        int asked = answer.path("inspections").asInt();
        if (wait) {
            shell.notice(sentence(answer, asked) + ".");
            return rows.follow(shell, patience, asked, output.json());
        }
        if (output.json()) {
            shell.block(Server.pretty(answer));
        } else {
            shell.out().println(sentence(answer, asked) + "; 'drover databases list' shows what they answer.");
        }
        return ExitCodes.DONE;
    }

    private static String sentence(JsonNode answer, int asked) {
        int without = answer.path("withoutDirectory").asInt();
        return asked + (asked == 1 ? " database is" : " databases are") + " being asked"
                + (without == 0
                        ? ""
                        : ", " + without + " without a directory " + (without == 1 ? "is" : "are") + " not");
    }
}
