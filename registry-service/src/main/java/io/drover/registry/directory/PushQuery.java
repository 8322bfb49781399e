package io.drover.registry.directory;

import io.drover.contracts.DirectoryPushed.PushContext;
import io.drover.kit.problem.Fault;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.List;

/** What a pusher says besides the files when those come as an archive: the query of the URL. */
final class PushQuery {
    private static final String FORMAT = "format";
    private static final List<String> KNOWN =
            List.of("allowOutOfOrder", "allowRewrite", "branch", "commit", "format", "repo", "tags", "url", "user");

    private PushQuery() {}

    static PushOptions read(MultivaluedMap<String, String> query, List<Fault> faults) {
        query.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .sorted()
                .forEach(name -> faults.add(unknown(name)));
        return new PushOptions(
                query.getFirst(FORMAT),
                tags(query.get("tags")),
                flag(query, "allowRewrite", faults),
                flag(query, "allowOutOfOrder", faults),
                new PushContext(
                        query.getFirst("repo"),
                        query.getFirst("branch"),
                        query.getFirst("commit"),
                        query.getFirst("url"),
                        query.getFirst("user")));
    }

    /**
     * With JSON everything stands in the body, but the format may stand in the query, too. The rest of a query would be
     * ignored, so it is a fault.
     */
    static PushOptions readBeside(PushOptions body, MultivaluedMap<String, String> query, List<Fault> faults) {
        query.keySet().stream()
                .filter(name -> !name.equals(FORMAT))
                .sorted()
                .forEach(name -> faults.add(new Fault(
                        name,
                        "A JSON push takes only \"format\" from the query; write \"" + name + "\" into the body.")));
        String format = query.getFirst(FORMAT);
        if (format == null) {
            return body;
        }
        if (body.format() != null && !body.format().equalsIgnoreCase(format)) {
            faults.add(new Fault(
                    FORMAT,
                    "The format is \"" + format + "\" in the query and \"" + body.format() + "\" in the body."));
        }
        return body.withFormat(format);
    }

    private static List<String> tags(List<String> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .toList();
    }

    private static boolean flag(MultivaluedMap<String, String> query, String name, List<Fault> faults) {
        String value = query.getFirst(name);
        if (value == null || value.equalsIgnoreCase("false")) {
            return false;
        }
        if (!value.equalsIgnoreCase("true")) {
            faults.add(new Fault(name, "\"" + value + "\" is neither true nor false."));
        }
        return true;
    }

    private static Fault unknown(String name) {
        return new Fault(name, "There is no parameter \"" + name + "\"; there are " + String.join(", ", KNOWN) + ".");
    }
}
