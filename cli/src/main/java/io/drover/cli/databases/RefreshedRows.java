package io.drover.cli.databases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.ProgressText;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Pause;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import io.drover.cli.remote.ServerProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of the status view that wait for an answer of their databases. A row has its answer when its time is another
 * one than before the asking: times of one row are compared with each other, never with this machine's clock.
 */
final class RefreshedRows {
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration LOOK_AT_MANY = Duration.ofSeconds(2);
    private static final int MANY = 1_000;
    private static final int NAMED = 5;

    private final Server server;
    private final List<String> names;
    private final String selector;
    private final Map<String, String> before = new HashMap<>();

    private RefreshedRows(Server server, List<String> names, String selector) {
        this.server = server;
        this.names = names;
        this.selector = selector;
    }

    /** Reads what the chosen rows say before their databases are asked. */
    static RefreshedRows before(Server server, List<String> names, String selector) {
        RefreshedRows rows = new RefreshedRows(server, names, selector);
        rows.read()
                .forEach(row -> rows.before.put(key(row), row.path("updatedAt").asText()));
        return rows;
    }

    /**
     * Waits for as many answers as databases were asked and prints the rows.
     *
     * @return the exit code
     */
    int follow(Shell shell, Duration patience, int asked, boolean json) {
        Instant giveUp = Instant.now().plus(patience);
        ProgressText progress = new ProgressText(shell);
        ArrayNode rows = Server.JSON.createArrayNode();
        List<String> open = List.copyOf(before.keySet());
        try {
            while (!haveAnswered(open, asked) && Instant.now().isBefore(giveUp)) {
                Pause.of(before.size() > MANY ? LOOK_AT_MANY : LOOK);
                rows = looked(rows);
                open = open(rows);
                progress.show((before.size() - open.size()) + "/" + before.size() + " have answered");
            }
        } finally {
            progress.clear();
        }
        DatabaseTable table =
                new DatabaseTable((JsonNode) Server.JSON.createObjectNode().set("items", rows));
        shell.block(json ? table.json() : table.text());
        if (haveAnswered(open, asked)) {
            return ExitCodes.DONE;
        }
        throw Failure.failed(open.size() + " of " + before.size() + " databases have not answered within "
                + patience.toSeconds() + " s: " + named(open) + ". 'drover databases list' shows what comes later; an"
                + " agent of their pool must be alive.");
    }

    private boolean haveAnswered(List<String> open, int asked) {
        return open.isEmpty() || before.size() - open.size() >= asked;
    }

    private static String named(List<String> open) {
        String first = open.stream()
                .sorted()
                .limit(NAMED)
                .map(key -> key.split("\n")[0])
                .collect(Collectors.joining(", "));
        return open.size() > NAMED ? first + " …" : first;
    }

    /** The rows now, or the ones from before when the view does not answer. */
    private ArrayNode looked(ArrayNode last) {
        try {
            return read();
        } catch (ServerProblem problem) {
            if (problem.status() < 500) {
                throw problem;
            }
            return last;
        }
    }

    private List<String> open(ArrayNode rows) {
        Map<String, String> now = new HashMap<>();
        rows.forEach(row -> now.put(key(row), row.path("updatedAt").asText()));
        return before.entrySet().stream()
                .filter(row -> row.getValue().equals(now.getOrDefault(row.getKey(), row.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private ArrayNode read() {
        if (names.isEmpty()) {
            JsonNode page = server.list("/api/v1/status/databases", new Query().and("selector", selector));
            return page.withArray("items");
        }
        ArrayNode rows = Server.JSON.createArrayNode();
        for (String name : names) {
            server.get("/api/v1/status/databases/" + Query.segment(name))
                    .path("items")
                    .forEach(rows::add);
        }
        return rows;
    }

    private static String key(JsonNode row) {
        return row.path("target").asText() + "\n" + row.path("directory").asText();
    }
}
