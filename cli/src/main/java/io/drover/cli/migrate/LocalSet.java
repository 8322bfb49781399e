package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import io.drover.engine.apply.SetOutcome;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.report.SetReport;
import io.drover.engine.report.SetReportText;
import java.io.IOException;
import java.util.List;

/** Says of targets, from this process, what version they are at. */
final class LocalSet {
    private final Shell shell;
    private final ApplyFlags flags;
    private final String version;
    private final boolean json;
    private final MigrationEngine engine = new MigrationEngine(Version.TEXT);

    /** @param versionOrNull null for the folder's newest */
    LocalSet(Shell shell, ApplyFlags flags, String versionOrNull, boolean json) {
        this.shell = shell;
        this.flags = flags;
        this.version = versionOrNull;
        this.json = json;
    }

    int run(DirectoryUrl.Folder folder, List<TargetOptions.Chosen> targets, int parallel) throws IOException {
        MigrationDirectory directory = FolderOption.verified(folder, shell);
        LocalTargets local = new LocalTargets(shell, parallel);
        List<Order> orders = local.orders(targets, instance -> flags.options(instance, null));
        return json
                ? local.oneDocument("targets", orders, order -> set(order, directory))
                : local.namedBlocks(orders, order -> set(order, directory));
    }

    private Answer set(Order order, MigrationDirectory directory) {
        SetOutcome outcome = engine.set(order.target(), directory, version, order.options());
        ObjectNode document = Server.JSON.createObjectNode().put("target", TargetAddress.name(order.target()));
        if (outcome.problem() != null) {
            String sentence = outcome.problem().sentence();
            document.put("state", "FAILED").put("error", Secrets.hide(sentence));
            return new Answer("", sentence, document);
        }
        SetReport report = outcome.report();
        document.put("state", report.changes().isEmpty() ? "NO_ACTION" : "SUCCEEDED")
                .put("current", report.current());
        ArrayNode set = document.putArray("set");
        ArrayNode removed = document.putArray("removed");
        report.changes().forEach(change -> (change.removed() ? removed : set).add(change.version()));
        return new Answer(SetReportText.render(report), null, document);
    }
}
