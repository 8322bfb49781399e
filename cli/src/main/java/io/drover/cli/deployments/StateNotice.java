package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.Shell;

/** Says once, to somebody who follows a deployment, why it takes longer: it is being cancelled, or runs are lost. */
final class StateNotice {
    static final String UNKNOWN =
            "their agent fell silent; the targets are asked what became of it, nothing runs twice";

    private final Shell shell;
    private boolean cancellingSaid;
    private boolean unknownSaid;

    StateNotice(Shell shell) {
        this.shell = shell;
    }

    /** Takes one look at the deployment into account. */
    void look(JsonNode deployment, ProgressLine progress) {
        int unknown = deployment.path("counts").path("unknown").asInt();
        if (!cancellingSaid && deployment.path("state").asText().equals("CANCELLING")) {
            cancellingSaid = true;
            progress.clear();
            shell.notice("Notice: the deployment is being cancelled; what was begun is finished first.");
        }
        if (!unknownSaid && unknown > 0) {
            unknownSaid = true;
            progress.clear();
            shell.notice(
                    "Notice: " + unknown + (unknown == 1 ? " run is" : " runs are") + " UNKNOWN: " + UNKNOWN + ".");
        }
    }
}
