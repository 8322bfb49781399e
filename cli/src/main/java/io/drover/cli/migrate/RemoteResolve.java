package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Pause;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import io.drover.cli.remote.ServerProblem;
import io.drover.engine.apply.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the control plane what became of ambiguous statements, and waits until the targets are told. Said again it is the
 * same, so a command line that was interrupted is simply repeated.
 */
final class RemoteResolve {
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final String REQUESTED = "REQUESTED";

    private final Shell shell;
    private final Server server;
    private final String version;
    private final Resolution resolution;
    private final boolean json;
    private final Duration patience;

    /** @param versionOrNull null for the one that is ambiguous */
    RemoteResolve(Shell shell, String versionOrNull, Resolution resolution, boolean json, Duration patience) {
        this.shell = shell;
        this.server = Server.of(shell);
        this.version = versionOrNull;
        this.resolution = resolution;
        this.json = json;
        this.patience = patience;
    }

    int run(String directory, TargetOptions targets, List<TargetOptions.Chosen> chosen) {
        List<String> names = names(directory, targets, chosen);
        if (names.isEmpty() && !json) {
            shell.block("Nothing to resolve\n");
        }
        Map<String, ObjectNode> documents = new LinkedHashMap<>();
        names.forEach(name -> documents.put(name, said(name)));
        Instant giveUp = Instant.now().plus(patience);
        while (documents.values().stream().anyMatch(RemoteResolve::isOpen)
                && Instant.now().isBefore(giveUp)) {
            Pause.of(LOOK);
            documents.replaceAll((name, document) -> isOpen(document) ? latest(name, document) : document);
        }
        boolean failed = false;
        ArrayNode all = Server.JSON.createArrayNode();
        for (Map.Entry<String, ObjectNode> each : documents.entrySet()) {
            String error = error(each.getKey(), each.getValue());
            failed |= error != null;
            all.add(each.getValue());
            if (!json) {
                print(each.getKey(), each.getValue(), error);
            }
        }
        if (json) {
            shell.block(Server.pretty(Server.JSON.createObjectNode().set("targets", all)));
        }
        return failed ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    /** Targets that were named are taken by their names; else those of which the views say that they are ambiguous. */
    private List<String> names(String directory, TargetOptions targets, List<TargetOptions.Chosen> chosen) {
        if (!targets.names().isEmpty()) {
            return targets.names();
        }
        if (targets.env() == null && targets.selector() == null && !targets.byUrl()) {
            throw Failure.misuse("name the targets with --target, --selector, --url or --env.");
        }
        Query query = new Query()
                .and("directory", directory)
                .and("env", targets.env())
                .and("selector", targets.selector())
                .and("state", "ERROR");
        ChosenRows rows = new ChosenRows(targets, chosen);
        List<String> names = new ArrayList<>();
        for (JsonNode row : server.list("/api/v1/status/databases", query).path("items")) {
            boolean ambiguous = "ambiguous".equals(Server.text(row.path("error"), "code"));
            if (ambiguous && (!targets.byUrl() || rows.contain(row))) {
                names.add(Server.text(row, "target"));
            }
        }
        return names;
    }

    private ObjectNode said(String name) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (version != null) {
            body.put("version", version);
        }
        body.put("outcome", resolution.name());
        try {
            return (ObjectNode) server.post("/api/v1/targets/" + Query.segment(name) + "/resolve", body, Map.of());
        } catch (ServerProblem refused) {
            return Server.JSON
                    .createObjectNode()
                    .put("target", name)
                    .put("state", "FAILED")
                    .put("detail", String.join(" ", refused.sentences()));
        }
    }

    private static boolean isOpen(JsonNode document) {
        return REQUESTED.equals(Server.text(document, "state"));
    }

    private ObjectNode latest(String name, ObjectNode document) {
        JsonNode list = server.get("/api/v1/targets/" + Query.segment(name) + "/resolutions");
        for (JsonNode each : list.path("items")) {
            if (each.path("id").asLong() == document.path("id").asLong()) {
                return (ObjectNode) each;
            }
        }
        return document;
    }

    private static String error(String name, ObjectNode document) {
        String detail = Server.text(document, "detail");
        return switch (String.valueOf(Server.text(document, "state"))) {
            case "RESOLVED" -> null;
            case REQUESTED ->
                name + " is not told yet" + (detail == null ? "" : " (" + detail + ")")
                        + "; it will be as soon as it answers. The same command again tells how it stands.";
            default -> name + ": " + detail;
        };
    }

    private void print(String name, ObjectNode document, String error) {
        if (error != null) {
            shell.err().println("Error: " + Secrets.hide(error));
            return;
        }
        String text = ResolvedText.of(
                Server.text(document, "version"), document.path("statement").asInt(), resolution, null);
        shell.block(name + "\n" + text);
    }
}
