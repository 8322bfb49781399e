package io.drover.cli.databases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Table;
import io.drover.cli.remote.Server;
import java.util.function.Predicate;

/** The databases of a status answer. */
public final class DatabaseTable {
    private final JsonNode page;

    /** @param page the answer, all its pages in one */
    public DatabaseTable(JsonNode page) {
        this.page = page;
    }

    /** Leaves out the databases whose row is not wanted. */
    public void keep(Predicate<JsonNode> wanted) {
        ArrayNode kept = Server.JSON.createArrayNode();
        for (JsonNode row : page.path("items")) {
            if (wanted.test(row)) {
                kept.add(row);
            }
        }
        ((ObjectNode) page).set("items", kept);
    }

    /** As JSON. */
    public String json() {
        return Server.pretty(page);
    }

    /** As a table; the error's message stands at the end of the line. */
    public String text() {
        Table table = new Table("TARGET", "DIRECTORY", "STATE", "CURRENT", "LATEST", "BEHIND", "ERROR");
        for (JsonNode row : page.path("items")) {
            String error = Server.text(row.path("error"), "message");
            table.row(
                    Server.text(row, "target"),
                    Server.text(row, "directory"),
                    Server.text(row, "state"),
                    Server.text(row, "currentVersion"),
                    Server.text(row, "latestVersion"),
                    row.path("behind").asInt(),
                    error == null ? null : Secrets.hide(error));
        }
        return table.render();
    }
}
