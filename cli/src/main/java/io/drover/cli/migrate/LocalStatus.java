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
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.apply.TargetStatus;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.report.StatusReport;
import io.drover.engine.report.StatusReportText;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.util.List;

/** Asks targets from this process how they stand to a folder. */
final class LocalStatus {
    private final Shell shell;
    private final ApplyFlags flags;
    private final boolean json;
    private final FormatOption format;
    private final MigrationEngine engine = new MigrationEngine(Version.TEXT);

    LocalStatus(Shell shell, ApplyFlags flags, boolean json, FormatOption format) {
        this.shell = shell;
        this.flags = flags;
        this.json = json;
        this.format = format;
    }

    int run(DirectoryUrl.Folder folder, List<TargetOptions.Chosen> targets, int parallel) throws IOException {
        MigrationDirectory directory = FolderOption.verified(folder, shell);
        LocalTargets local = new LocalTargets(shell, parallel);
        List<Order> orders = local.orders(targets, instance -> flags.options(instance, null));
        if (format.isGiven()) {
            return local.lines(orders, format, order -> status(order, directory, "file://" + folder.path()));
        }
        return json
                ? local.oneDocument("items", orders, order -> status(order, directory, null))
                : local.namedBlocks(orders, order -> status(order, directory, null));
    }

    /** @param url of the directory when Atlas's document is wanted, else null */
    private Answer status(Order order, MigrationDirectory directory, String url) {
        TargetStatus status = engine.status(order.target(), directory, order.options());
        if (status.problem() != null) {
            String sentence = status.problem().sentence();
            ObjectNode document = document(order.target()).put("state", "ERROR").put("error", Secrets.hide(sentence));
            return new Answer("", sentence, url == null ? document : null);
        }
        StatusReport report = status.report();
        return new Answer(
                StatusReportText.render(report),
                null,
                url == null ? document(order.target(), report) : AtlasStatusDocument.of(report, order.target(), url));
    }

    private static ObjectNode document(TargetUrl target) {
        return Server.JSON
                .createObjectNode()
                .put("target", TargetAddress.name(target))
                .put("url", target.redacted());
    }

    private static ObjectNode document(TargetUrl target, StatusReport report) {
        ObjectNode document = document(target)
                .put("state", report.status())
                .put("current", report.current())
                .put("next", report.isUpToDate() ? null : report.next())
                .put("executed", report.applied().size())
                .put("pending", report.pending().size() + report.outOfOrder().size());
        if (report.error() != null) {
            document.put("error", Secrets.hide(report.error()));
        }
        if (report.partial() != null) {
            document.put("statement", report.partial().statement());
        }
        return document;
    }
}
