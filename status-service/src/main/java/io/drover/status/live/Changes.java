package io.drover.status.live;

import com.fasterxml.jackson.core.type.TypeReference;
import io.drover.status.Json;
import io.drover.status.Sql;
import io.drover.status.projection.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads what transactions said they changed. */
@ApplicationScoped
class Changes {
    static final String AFTER = "SELECT seq, what FROM change WHERE seq > ? ORDER BY seq LIMIT ?";
    static final String NEWEST = "SELECT coalesce(max(seq), 0) AS seq FROM change";
    static final String KNOWN = "SELECT 1 FROM change WHERE seq = ?";

    /** More than that is told by loading everything anew, which costs less. */
    private static final int MOST_MISSED = 300;

    private final Sql sql;

    Changes(Sql sql) {
        this.sql = sql;
    }

    /** A change and its id; ids grow in the order of the commits. */
    record Numbered(long id, Change change) {
        static Numbered read(ResultSet row) throws SQLException {
            return new Numbered(row.getLong("seq"), Json.read(row.getString("what"), new TypeReference<Change>() {}));
        }
    }

    /** What changed after an id up to another one, together; everything when that is not known any more. */
    Change between(long after, long upTo) {
        Optional<Integer> known = sql.first(KNOWN, row -> 1, after);
        if (known.isEmpty() || after > upTo) {
            return Change.EVERYTHING;
        }
        List<Numbered> missed = sql.list(AFTER, Numbered::read, after, MOST_MISSED + 1);
        if (missed.size() > MOST_MISSED) {
            return Change.EVERYTHING;
        }
        return missed.stream()
                .filter(one -> one.id() <= upTo)
                .map(Numbered::change)
                .reduce(Change.NOTHING, Change::and);
    }
}
