package io.drover.status.query;

import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds databases by a part of their name, in any case. */
@ApplicationScoped
class NameSearch {
    /** Most names are written as they are searched for, and to see that is quicker. */
    private static final String CONDITION = "(d.name LIKE ? OR d.name ILIKE ?)";

    private static final String FEW = "SELECT 1 FROM target WHERE lower(name) LIKE ? LIMIT " + (Walk.FEW + 1);

    private final Sql sql;

    NameSearch(Sql sql) {
        this.sql = sql;
    }

    /** Whether few targets have such a name. */
    boolean hasFew(String search) {
        return sql.listAnew(FEW, row -> true, List.of(part(search))).size() <= Walk.FEW;
    }

    /** The way to the databases of those few. */
    Walk few(String search) {
        return Walk.fewNamed(part(search));
    }

    /** Only databases {@code d} with such a name. */
    static void only(Where where, String search) {
        where.andUneven(CONDITION, part(search), part(search));
    }

    /** A pattern of LIKE for texts that hold this one, whose letters the database has made small. */
    static String part(String search) {
        String literal = small(search).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return '%' + literal + '%';
    }

    /** As the database does it with bytewise ordered texts: A to Z only. */
    private static String small(String text) {
        return text.chars()
                .map(letter -> letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter)
                .collect(StringBuilder::new, (made, letter) -> made.append((char) letter), StringBuilder::append)
                .toString();
    }
}
