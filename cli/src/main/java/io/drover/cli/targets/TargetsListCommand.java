package io.drover.cli.targets;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Shell;
import io.drover.cli.output.Table;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List the registered targets.",
        footerHeading = "%nExamples:%n",
        footer = {"  drover targets list", "  drover targets list --selector 'tier=gold' -o json"})
public final class TargetsListCommand implements Callable<Integer> {
    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Only targets with these labels.")
    private String selector;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public TargetsListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        JsonNode page = Server.of(shell).list("/api/v1/targets", new Query().and("selector", selector));
        if (output.json()) {
            shell.block(Server.pretty(page));
            return ExitCodes.DONE;
        }
        Table table = new Table("NAME", "URL", "LABELS", "POOL", "DIRECTORY", "LIFECYCLE");
        for (JsonNode target : page.path("items")) {
            List<String> labels = new ArrayList<>();
            target.path("labels")
                    .fields()
                    .forEachRemaining(label ->
                            labels.add(label.getKey() + "=" + label.getValue().asText()));
            String url = Server.text(target, "url");
            table.row(
                    Server.text(target, "name"),
                    url == null ? null : Secrets.hide(url),
                    String.join(",", labels),
                    Server.text(target, "pool"),
                    Server.text(target, "directory"),
                    Server.text(target, "lifecycle"));
        }
        shell.block(table.render());
        return ExitCodes.DONE;
    }
}
