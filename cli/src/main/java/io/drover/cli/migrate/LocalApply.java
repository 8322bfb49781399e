package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.migrate.LocalTargets.Answer;
import io.drover.cli.migrate.LocalTargets.Order;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Shell;
import io.drover.cli.output.Version;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.project.TargetAddress;
import io.drover.cli.remote.Server;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.EngineEvent;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.apply.Plan;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.report.ApplyReport;
import io.drover.engine.report.ApplyReportText;
import io.drover.engine.split.Statement;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Applies from this process. */
final class LocalApply {
    private final Shell shell;
    private final ApplyFlags flags;
    private final Integer amount;
    private final boolean json;
    private final FormatOption format;
    private final MigrationEngine engine = new MigrationEngine(Version.TEXT);

    LocalApply(Shell shell, ApplyFlags flags, Integer amount, boolean json, FormatOption format) {
        this.shell = shell;
        this.flags = flags;
        this.amount = amount;
        this.json = json;
        this.format = format;
    }

    int run(DirectoryUrl.Folder folder, List<TargetOptions.Chosen> targets, int parallel) throws IOException {
        MigrationDirectory directory = FolderOption.verified(folder, shell);
        LocalTargets local = new LocalTargets(shell, parallel);
        List<Order> orders = local.orders(targets, instance -> flags.options(instance, amount));
        if (format.isGiven()) {
            return local.lines(orders, format, order -> apply(order, directory, "file://" + folder.path()));
        }
        return json
                ? local.oneDocument("targets", orders, order -> apply(order, directory, null))
                : local.blocks(orders, order -> apply(order, directory, null));
    }

    /** @param url of the directory when Atlas's document is wanted, else null */
    private Answer apply(Order order, MigrationDirectory directory, String url) {
        Instant started = Instant.now();
        AtlasApplyDocument atlas = url == null ? null : new AtlasApplyDocument(order.target(), directory, url, started);
        if (flags.dryRun()) {
            Plan plan = engine.plan(order.target(), directory, order.options());
            return answer(order.target(), planned(plan), atlas == null ? null : atlas.of(plan));
        }
        List<String> files = new ArrayList<>();
        ApplyOutcome outcome = engine.apply(order.target(), directory, order.options(), event -> {
            if (event instanceof EngineEvent.Planned planned) {
                files.addAll(planned.files());
            }
        });
        return answer(order.target(), outcome.report(), atlas == null ? null : atlas.of(outcome, files));
    }

    private Answer answer(TargetUrl target, ApplyReport report, ObjectNode atlas) {
        return new Answer(
                ApplyReportText.render(report),
                report.error() == null ? null : report.error().text(),
                atlas == null ? document(target, report) : atlas);
    }

    private ObjectNode document(TargetUrl target, ApplyReport report) {
        String done = report.to() == null ? "NO_ACTION" : flags.dryRun() ? "PLANNED" : "SUCCEEDED";
        return Server.JSON
                .createObjectNode()
                .put("target", TargetAddress.name(target))
                .put("state", report.error() != null ? "FAILED" : done)
                .put("from", report.from())
                .put("to", report.to())
                .put(
                        "error",
                        report.error() == null
                                ? null
                                : Secrets.hide(report.error().text()));
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
                        null,
                        false,
                        file.checks().stream()
                                .map(check -> new ApplyReport.Check(Duration.ZERO, check.assertions(), 0, null))
                                .toList()))
                .toList();
        return new ApplyReport(
                plan.from(), files.isEmpty() ? null : plan.to(), files.size(), files, Duration.ZERO, null);
    }
}
