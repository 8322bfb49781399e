package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;

/** Prints what happened on one target, as Atlas would have printed it. */
final class RunLog {
    static final String NOTHING_TO_DO = "No migration files to execute\n";

    private final Server server;
    private final Shell shell;

    RunLog(Server server, Shell shell) {
        this.server = server;
        this.shell = shell;
    }

    void print(long deployment, RunRow run) {
        if (run.didNothing()) {
            shell.block(NOTHING_TO_DO);
        } else if (run.state().equals("SUCCEEDED") || run.isBad()) {
            JsonNode whole =
                    server.get("/api/v1/status/deployments/" + deployment + "/targets/" + Query.segment(run.target()));
            String log = whole.path("log").asText("");
            String error = run.isBad() ? errorText(whole.path("error"), run) : null;
            shell.block(log.isEmpty() || log.endsWith("\n") ? log : log + "\n");
            if (error != null) {
                shell.err().println("Error: " + Secrets.hide(error));
            }
        } else {
            String reason = run.reason() == null ? "" : " (" + run.reason() + ")";
            shell.notice("Notice: " + run.target() + " was " + run.state().toLowerCase(java.util.Locale.ROOT) + reason
                    + ".");
        }
    }

    private static String errorText(JsonNode detail, RunRow run) {
        JsonNode error = detail.isObject() ? detail : run.error();
        String text = Server.text(error, "text");
        if (text == null) {
            text = Server.text(error, "message");
        }
        boolean namesNoStatement = !error.hasNonNull("statement");
        String words = text == null ? "the run is " + run.state() : text;
        return namesNoStatement ? run.target() + ": " + words : words;
    }
}
