package io.drover.status.projection;

import io.drover.contracts.Event;
import io.drover.status.Sql;
import io.drover.status.Voices;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Orders in which a history may be heard, and what is then in the views. */
final class Interleaving {
    private static final List<String> VIEWS = List.of(
            "directory",
            "directory_version",
            "target",
            "deployment",
            "run",
            "attempt",
            "revision",
            "knowledge",
            "sighting",
            "inspection",
            "database",
            "standing",
            "cohort",
            "run_count",
            "migration",
            "error_kind",
            "database_error",
            "run_error",
            "agent");

    private Interleaving() {}

    /** The history in another order that keeps the order within every key, with some of it heard again later. */
    static List<Event> heard(List<Event> history, Random random) {
        return repeated(interleaved(history, random), random);
    }

    private static List<Event> interleaved(List<Event> history, Random random) {
        Map<String, Deque<Event>> byKey = new LinkedHashMap<>();
        history.forEach(
                event -> byKey.computeIfAbsent(Voices.topicOf(event) + Voices.keyOf(event), key -> new ArrayDeque<>())
                        .add(event));
        List<Deque<Event>> keys = new ArrayList<>(byKey.values());
        List<Event> order = new ArrayList<>();
        while (!keys.isEmpty()) {
            Deque<Event> next = keys.get(random.nextInt(keys.size()));
            order.add(next.remove());
            keys.removeIf(Deque::isEmpty);
        }
        return order;
    }

    private static List<Event> repeated(List<Event> events, Random random) {
        List<Event> heard = new ArrayList<>();
        for (Event event : events) {
            heard.add(event);
            if (random.nextInt(3) == 0) {
                heard.add(heard.get(random.nextInt(heard.size())));
            }
        }
        return heard;
    }

    static void forget(Sql sql) {
        sql.update("TRUNCATE " + String.join(", ", VIEWS));
    }

    /** Every row of every view. */
    static String views(Sql sql) {
        StringBuilder dump = new StringBuilder();
        for (String view : VIEWS) {
            sql.list("SELECT v::text AS line FROM " + view + " AS v ORDER BY 1", row -> row.getString("line"))
                    .forEach(line -> dump.append(view).append(' ').append(line).append('\n'));
        }
        return dump.toString();
    }
}
