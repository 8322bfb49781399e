package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ProgressText;
import io.drover.cli.output.Shell;

/** How far a deployment is, in one line that is written over and over. */
final class ProgressLine {
    private final ProgressText line;

    ProgressLine(Shell shell) {
        this.line = new ProgressText(shell);
    }

    void show(JsonNode counts) {
        int total = counts.path("total").asInt();
        int failed = counts.path("failed").asInt() + counts.path("unreachable").asInt();
        int unknown = counts.path("unknown").asInt();
        int flying = counts.path("queued").asInt() + counts.path("running").asInt();
        int open = counts.path("pending").asInt() + flying + unknown;
        line.show((total - open) + "/" + total + " done, " + flying + " running"
                + (unknown == 0 ? "" : ", " + unknown + " unknown")
                + (failed == 0 ? "" : ", " + failed + " failed"));
    }

    void clear() {
        line.clear();
    }
}
