package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.deployments.DeploymentDocument;
import io.drover.cli.deployments.DeploymentFollower;
import io.drover.cli.deployments.DeploymentLink;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Shell;
import io.drover.cli.output.Version;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.project.TargetAddress;
import io.drover.cli.remote.Server;
import io.drover.cli.remote.Trace;
import io.drover.cli.seal.KnownPools;
import io.drover.cli.seal.Sealing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orders a deployment from the control plane and follows it. */
final class Deploy {
    private final Shell shell;
    private final TargetOptions options;
    private final ApplyFlags flags;
    private final RolloutFlags rollout;
    private final Integer amount;
    private final boolean json;

    Deploy(Shell shell, TargetOptions options, ApplyFlags flags, RolloutFlags rollout, Integer amount, boolean json) {
        this.shell = shell;
        this.options = options;
        this.flags = flags;
        this.rollout = rollout;
        this.amount = amount;
        this.json = json;
    }

    int run(DirectoryUrl.Pushed pushed, TargetOptions.Choice choice, boolean detach, boolean verbose) {
        Server server = Server.of(shell);
        Map<String, Object> body = body(pushed, choice, server);
        JsonNode deployment = server.order("/api/v1/deployments", body, Trace.header(shell));
        long id = deployment.path("id").asLong();
        String link = DeploymentLink.of(deployment, server);
        if (detach) {
            if (json) {
                new DeploymentDocument(shell).print(deployment, link);
            } else {
                shell.out().println(link);
            }
            return ExitCodes.DONE;
        }
        return new DeploymentFollower(server, shell, verbose).asJson(json).follow(id, link);
    }

    private Map<String, Object> body(DirectoryUrl.Pushed pushed, TargetOptions.Choice choice, Server server) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("directory", pushed.name());
        String tag = pushed.tag();
        if (tag != null && tag.matches("[0-9]{1,9}")) {
            body.put("sequence", Integer.valueOf(tag));
        } else if (tag != null) {
            body.put("tag", tag);
        }
        String to = flags.toVersion(choice.first());
        if (to != null || pushed.toMigration() != null) {
            body.put("toMigration", to != null ? to : pushed.toMigration());
        }
        if (options.env() != null) {
            body.put("env", options.env());
        }
        body.put("targets", targets(choice.targets(), server));
        Map<String, Object> parts = rollout.rollout();
        if (!parts.isEmpty()) {
            body.put("rollout", parts);
        }
        Map<String, Object> wire = flags.wire(choice.first(), amount);
        wire.putAll(rollout.options());
        if (!wire.isEmpty()) {
            body.put("options", wire);
        }
        body.put("context", Map.of("triggerType", "CLI", "triggerVersion", Version.TEXT));
        return body;
    }

    private Map<String, Object> targets(List<TargetOptions.Chosen> chosen, Server server) {
        Map<String, Object> targets = new LinkedHashMap<>();
        if (!chosen.isEmpty()) {
            targets.put("items", items(chosen, server));
        } else if (!options.names().isEmpty()) {
            targets.put("names", options.names());
        }
        if (options.selector() != null) {
            targets.put("selector", options.selector());
        }
        return targets;
    }

    private List<Map<String, Object>> items(List<TargetOptions.Chosen> chosen, Server server) {
        List<Map<String, Object>> items = new ArrayList<>();
        Sealing sealing = new Sealing(server);
        KnownPools pools = KnownPools.of(
                server, chosen.stream().map(TargetOptions.Chosen::url).toList());
        for (TargetOptions.Chosen target : chosen) {
            String url = sealing.seal(target.url(), pools.of(target.url()));
            TargetAddress.requireSendable(url);
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("url", url);
            if (TargetAddress.isSqlite(target.url())) {
                item.put("hostId", TargetAddress.hostId(shell));
            }
            Map<String, String> labels =
                    target.instance() == null ? Map.of() : target.instance().labels();
            if (!labels.isEmpty()) {
                item.put("labels", labels);
            }
            items.add(item);
        }
        return items;
    }
}
