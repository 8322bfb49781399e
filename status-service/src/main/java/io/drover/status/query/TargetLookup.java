package io.drover.status.query;

import com.fasterxml.jackson.core.type.TypeReference;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds targets by their name; the name of an SQLite file may be given without its ending (P5). */
@ApplicationScoped
class TargetLookup {
    /** How many names are told when a short one fits several. */
    private static final int MOST = 10;

    private static final String BY_NAME = """
             FROM target
            WHERE name = ? OR (kind = 'sqlite' AND regexp_replace(name, '\\.[^.]*$', '') = ?)
            ORDER BY name = ? DESC, lifecycle = 'ACTIVE' DESC, id DESC LIMIT\s""";

    private final Sql sql;

    TargetLookup(Sql sql) {
        this.sql = sql;
    }

    record Found(long id, DatabaseView.Facts facts) {}

    /** Ids of all targets that had the name, 1,000 at most; the full name before the short one. */
    Map<Long, String> named(String name) {
        Map<Long, String> names = new LinkedHashMap<>();
        if (isName(name)) {
            sql.list(
                    "SELECT id, name" + BY_NAME + 1_000,
                    row -> names.put(row.getLong("id"), row.getString("name")),
                    name,
                    name,
                    name);
        }
        return names;
    }

    /** No name has a control character (P5), and PostgreSQL takes no NUL. */
    static boolean isName(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    /** Says that a short name fits several. */
    static String severalFit(List<String> names) {
        return "did you mean one of " + String.join(", ", names.subList(0, Math.min(MOST, names.size())))
                + (names.size() > MOST ? " and more?" : "?");
    }

    /**
     * The target with that name: one in use before one that was removed, the full name before the short one.
     *
     * @throws Problem {@code not-found}, also when the short name fits several
     */
    Found find(String name) {
        if (!isName(name)) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no target with a control character in its name.");
        }
        List<Found> found = sql.list(
                "SELECT *" + BY_NAME + (MOST + 1),
                row -> new Found(
                        row.getLong("id"),
                        new DatabaseView.Facts(
                                row.getString("name"),
                                row.getString("url"),
                                row.getString("kind"),
                                row.getString("server"),
                                Json.read(row.getString("labels"), new TypeReference<Map<String, String>>() {}),
                                row.getString("pool"),
                                row.getString("lifecycle"),
                                row.getString("duplicate_of"))),
                name,
                name,
                name);
        if (found.isEmpty()) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no target " + name + ".");
        }
        Found first = found.get(0);
        List<String> names =
                found.stream().map(target -> target.facts().target()).distinct().toList();
        if (!first.facts().target().equals(name) && names.size() > 1) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no target " + name + "; " + severalFit(names));
        }
        return first;
    }
}
