package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.project.TargetAddress;
import io.drover.cli.remote.Server;
import io.drover.engine.target.TargetUrl;
import java.util.List;

/** Which rows of a status view a command line means. */
final class ChosenRows {
    private final TargetOptions targets;
    private final List<TargetOptions.Chosen> chosen;

    ChosenRows(TargetOptions targets, List<TargetOptions.Chosen> chosen) {
        this.targets = targets;
        this.chosen = chosen;
    }

    /** Where URLs are known, the names were compared with them; the row has the name that its URL gave it. */
    boolean contain(JsonNode row) {
        String name = row.path("target").asText();
        String server = Server.text(row, "server");
        boolean named =
                targets.names().stream().anyMatch(wanted -> TargetAddress.isCalled(name, server == null, wanted));
        return !targets.byUrl() && named
                || chosen.stream()
                        .map(each -> TargetAddress.unresolved(each.url()))
                        .anyMatch(url -> isAt(server, url)
                                && (name.equals(TargetAddress.name(url))
                                        || name.startsWith(TargetAddress.name(url) + "@")));
    }

    /** A server is called by its address or by a label; files have none. */
    private static boolean isAt(String server, TargetUrl url) {
        boolean isAddress = server != null && server.matches(".+:[0-9]+");
        return url.kind() == TargetUrl.Kind.SQLITE
                ? server == null
                : !isAddress || server.equals(url.host() + ":" + url.port());
    }
}
