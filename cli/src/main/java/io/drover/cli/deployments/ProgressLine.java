package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.Shell;

/** One line that is written over and over, on a terminal only. */
final class ProgressLine {
    private static final String ERASE = "\r\u001b[2K";

    private final Shell shell;
    private boolean shown;

    ProgressLine(Shell shell) {
        this.shell = shell;
    }

    void show(JsonNode counts) {
        if (!shell.live()) {
            return;
        }
        int total = counts.path("total").asInt();
        int failed = counts.path("failed").asInt() + counts.path("unreachable").asInt();
        int open = counts.path("pending").asInt()
                + counts.path("queued").asInt()
                + counts.path("running").asInt()
                + counts.path("unknown").asInt();
        shell.err()
                .print(ERASE + "\u001b[2m" + (total - open) + "/" + total + " done, "
                        + (counts.path("queued").asInt()
                                + counts.path("running").asInt()) + " running"
                        + (failed == 0 ? "" : ", " + failed + " failed") + "\u001b[0m");
        shell.err().flush();
        shown = true;
    }

    void clear() {
        if (shown) {
            shell.err().print(ERASE);
            shell.err().flush();
            shown = false;
        }
    }
}
