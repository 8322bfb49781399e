package io.drover.status.query;

import com.fasterxml.jackson.core.type.TypeReference;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Finds a target by its name; the name of an SQLite file may be given without its ending (P5). */
@ApplicationScoped
class TargetLookup {
    private final Sql sql;

    TargetLookup(Sql sql) {
        this.sql = sql;
    }

    record Found(long id, DatabaseView.Facts facts) {}

    /**
     * The target with that name: one in use before one that was removed, the full name before the short one.
     *
     * @throws Problem {@code not-found}, also when the short name fits several
     */
    Found find(String name) {
        List<Found> found = sql.list(
                """
                SELECT * FROM target
                WHERE name = ? OR (kind = 'sqlite' AND regexp_replace(name, '\\.[^.]*$', '') = ?)
                ORDER BY name = ? DESC, lifecycle = 'ACTIVE' DESC, id DESC
                """,
                row -> new Found(
                        row.getLong("id"),
                        new DatabaseView.Facts(
                                row.getString("name"),
                                row.getString("url"),
                                row.getString("kind"),
                                row.getString("server"),
                                Json.read(row.getString("labels"), new TypeReference<Map<String, String>>() {}),
                                row.getString("pool"),
                                row.getString("lifecycle"))),
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
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "There is no target " + name + "; did you mean one of " + String.join(", ", names) + "?");
        }
        return first;
    }
}
