package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.output.Secrets;
import io.drover.cli.remote.Server;
import io.drover.engine.report.StatusReport;
import io.drover.engine.report.StatusReport.Partial;
import io.drover.engine.report.StatusReportText;
import io.drover.engine.target.TargetUrl;
import java.util.List;

/** A status in the JSON that programs which drive Atlas read. */
final class AtlasStatusDocument {
    private AtlasStatusDocument() {}

    static ObjectNode of(StatusReport report, TargetUrl target, String directory) {
        ObjectNode document = Server.JSON.createObjectNode();
        document.set("Env", AtlasJson.environment(Server.JSON.createObjectNode(), target, directory));
        AtlasJson.put(document, "Available", files(report.available()));
        AtlasJson.put(document, "OutOfOrder", files(report.outOfOrder()));
        AtlasJson.put(document, "Pending", files(report.pending()));
        ArrayNode rows = Server.JSON.createArrayNode();
        report.applied().forEach(row -> rows.add(row(row)));
        AtlasJson.put(document, "Applied", rows);
        document.put("Current", report.current() == null ? StatusReportText.NEVER_MIGRATED : report.current());
        AtlasJson.put(document, "Next", report.isUpToDate() ? StatusReportText.NEWEST : report.next());
        Partial partial = report.partial();
        if (partial != null) {
            document.put("Count", partial.applied()).put("Total", partial.total());
        }
        document.put("Status", report.status());
        AtlasJson.put(document, "Error", report.error() == null ? null : Secrets.hide(report.error()));
        AtlasJson.put(document, "SQL", partial == null ? null : partial.statement());
        return document;
    }

    private static ArrayNode files(List<StatusReport.File> files) {
        ArrayNode nodes = Server.JSON.createArrayNode();
        files.forEach(file -> nodes.add(AtlasJson.file(file.name(), file.version(), file.description())));
        return nodes;
    }

    private static ObjectNode row(StatusReport.Row row) {
        ObjectNode node = Server.JSON.createObjectNode().put("Version", row.version());
        return node.put("Description", row.description())
                .put("Type", row.type())
                .put("Applied", row.applied())
                .put("Total", row.total())
                .put("ExecutedAt", row.executedAt().toString())
                .put("ExecutionTime", row.executionTime().toNanos())
                .put("Error", row.error())
                .put("ErrorStmt", row.errorStatement())
                .put("OperatorVersion", row.operatorVersion());
    }
}
