package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.output.Secrets;
import io.drover.cli.remote.Server;
import io.drover.engine.target.TargetUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** What the JSON documents of Atlas have in common. An empty text or list is left out, as Go does. */
final class AtlasJson {
    private AtlasJson() {}

    /** Adds driver, URL and directory. No user and no password is in the URL. */
    static ObjectNode environment(ObjectNode document, TargetUrl target, String directory) {
        document.put("Driver", target.kind().label());
        document.set("URL", url(target));
        return document.put("Dir", directory);
    }

    private static ObjectNode url(TargetUrl target) {
        ObjectNode url =
                Server.JSON.createObjectNode().put("Scheme", target.kind().label());
        boolean file = target.kind() == TargetUrl.Kind.SQLITE;
        put(url, "Host", file ? "" : target.host() + ":" + target.port());
        put(url, "Path", !file ? "/" + target.database() : target.isMemory() ? "" : String.valueOf(target.file()));
        put(
                url,
                "RawQuery",
                target.parameters().entrySet().stream()
                        .filter(parameter -> !Secrets.isParameter(parameter.getKey()))
                        .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&")));
        put(url, "Schema", file ? "main" : target.schema());
        return url;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static ObjectNode file(String name, String version, String description) {
        ObjectNode file = Server.JSON.createObjectNode();
        put(file, "Name", name);
        put(file, "Version", version);
        put(file, "Description", description);
        return file;
    }

    static void put(ObjectNode document, String name, String text) {
        if (text != null && !text.isEmpty()) {
            document.put(name, text);
        }
    }

    static void put(ObjectNode document, String name, ArrayNode list) {
        if (!list.isEmpty()) {
            document.set(name, list);
        }
    }
}
