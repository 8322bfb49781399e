package io.drover.status.query;

import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Finds databases by a part of their name, in any case. */
@ApplicationScoped
class NameSearch {
    static final String CONDITION = "lower(d.name) LIKE ?";

    private final Sql sql;

    NameSearch(Sql sql) {
        this.sql = sql;
    }

    /** The way to databases for which {@link #CONDITION} holds. */
    Walk walk(String search) {
        boolean few = sql.list(fewQuery(), row -> true, part(search)).size() <= Walk.FEW;
        return few ? Walk.fewNamed(part(search)) : Walk.all();
    }

    static String fewQuery() {
        return "SELECT 1 FROM target WHERE lower(name) LIKE ? LIMIT " + (Walk.FEW + 1);
    }

    /** A pattern of LIKE for lower-case texts that hold this one, in any case. */
    static String part(String search) {
        String literal = search.toLowerCase(Locale.ROOT)
                .replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_");
        return '%' + literal + '%';
    }
}
