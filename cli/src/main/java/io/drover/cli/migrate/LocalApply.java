package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.cli.output.Version;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.project.SecretReferences;
import io.drover.cli.project.TargetAddress;
import io.drover.cli.remote.Server;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.apply.Plan;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.report.ApplyReport;
import io.drover.engine.report.ApplyReportText;
import io.drover.engine.split.Statement;
import io.drover.engine.target.InvalidTargetUrl;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Applies from this process, one target after the other. A target that fails does not stop the others. */
final class LocalApply {
    private final Shell shell;
    private final ApplyFlags flags;
    private final Integer amount;
    private final boolean json;
    private final MigrationEngine engine = new MigrationEngine(Version.TEXT);

    LocalApply(Shell shell, ApplyFlags flags, Integer amount, boolean json) {
        this.shell = shell;
        this.flags = flags;
        this.amount = amount;
        this.json = json;
    }

    int run(DirectoryUrl.Folder folder, List<TargetOptions.Chosen> targets) throws IOException {
        MigrationDirectory directory = FolderOption.verified(folder, shell);
        ArrayNode documents = Server.JSON.createArrayNode();
        boolean failed = false;
        for (Order order : orders(targets)) {
            TargetUrl target = order.target();
            ApplyOptions options = order.options();
            ApplyReport report = flags.dryRun()
                    ? planned(engine.plan(target, directory, options))
                    : engine.apply(target, directory, options, event -> {}).report();
            failed |= report.error() != null;
            if (json) {
                documents.add(document(target, report));
            } else {
                shell.block(ApplyReportText.render(report));
                if (report.error() != null) {
                    shell.err().println("Error: " + report.error().text());
                }
            }
        }
        if (json) {
            shell.block(Server.pretty(Server.JSON.createObjectNode().set("targets", documents)));
        }
        return failed ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private ObjectNode document(TargetUrl target, ApplyReport report) {
        String done = report.to() == null ? "NO_ACTION" : flags.dryRun() ? "PLANNED" : "SUCCEEDED";
        return Server.JSON
                .createObjectNode()
                .put("target", TargetAddress.name(target))
                .put("state", report.error() != null ? "FAILED" : done)
                .put("from", report.from())
                .put("to", report.to())
                .put("error", report.error() == null ? null : report.error().text());
    }

    private record Order(TargetUrl target, ApplyOptions options) {}

    /** What to do, wholly known before anything is done: one faulty target leaves all as they are. */
    private List<Order> orders(List<TargetOptions.Chosen> targets) {
        List<Order> orders = new ArrayList<>();
        Set<String> faults = new LinkedHashSet<>();
        for (TargetOptions.Chosen chosen : targets) {
            try {
                TargetUrl target = TargetUrl.parse(SecretReferences.resolve(chosen.url(), shell));
                orders.add(new Order(target, flags.options(chosen.instance(), amount)));
            } catch (Failure fault) {
                faults.addAll(fault.sentences());
            } catch (InvalidTargetUrl fault) {
                faults.add(chosen.url() + ": " + fault.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw Failure.misuse(List.copyOf(faults));
        }
        return orders;
    }

    private static ApplyReport planned(Plan plan) {
        if (plan.problem() != null) {
            String words = plan.problem().message();
            return new ApplyReport(
                    plan.from(),
                    null,
                    0,
                    List.of(),
                    Duration.ZERO,
                    new ApplyReport.Error(null, words, plan.problem().sentence()));
        }
        List<ApplyReport.File> files = plan.files().stream()
                .map(file -> new ApplyReport.File(
                        file.version(),
                        Duration.ZERO,
                        file.statements().stream()
                                .skip(file.skipped())
                                .map(Statement::text)
                                .toList(),
                        null))
                .toList();
        return new ApplyReport(
                plan.from(), files.isEmpty() ? null : plan.to(), files.size(), files, Duration.ZERO, null);
    }
}
