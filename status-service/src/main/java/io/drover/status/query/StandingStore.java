package io.drover.status.query;

import io.drover.kit.select.LabelSelector;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the histograms: how many databases stand alike. Their cost does not depend on how many these are. */
@ApplicationScoped
class StandingStore {
    private final Sql sql;

    StandingStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * Databases that stand alike.
     *
     * @param complete contents of which nothing is left to apply
     * @param sequence the newest version of the directory among them, 0 for none
     * @param version the last migration of that version, null for none
     */
    record Standing(
            String directory,
            List<String> complete,
            boolean failed,
            DatabaseState state,
            int sequence,
            String version,
            long databases) {
        private Standing counting(long some) {
            return new Standing(directory, complete, failed, state, sequence, version, some);
        }
    }

    /** All standings of a directory, or of all when it is null. */
    List<Standing> of(String directory) {
        Where where = new Where("true").andIf(directory, "c.directory = ?");
        return read("(SELECT * FROM standing c" + where + ")", where.values());
    }

    /** The standings of databases of a directory, of an environment and with labels; what is null does not matter. */
    List<Standing> of(String directory, String env, LabelSelector selector) {
        if (env == null && selector == null) {
            return of(directory);
        }
        Where where = new Where("true").andIf(directory, "c.directory = ?").andIf(env, "c.env = ?");
        if (selector != null) {
            List<Object> values = new ArrayList<>();
            where.and(selector.sql("l.labels", values), values.toArray());
        }
        return read(
                "(SELECT c.directory, c.complete, c.failed, sum(c.databases)::bigint AS databases"
                        + " FROM cohort c JOIN label_set l ON l.id = c.label_set" + where + "GROUP BY 1, 2, 3)",
                where.values());
    }

    /** Of these, how many are databases {@code d} as asked for: each standing is read along an index that has the names. */
    List<Standing> matching(List<Standing> standings, Where where) {
        List<Object> values = new ArrayList<>(List.of(Json.rows(standings)));
        values.addAll(where.values());
        List<Long> counts = sql.listAnew(
                """
                SELECT met.databases FROM ROWS FROM (jsonb_to_recordset(?::jsonb)
                    AS (directory text, failed boolean, complete text[])) WITH ORDINALITY
                    AS w(directory, failed, complete, place)
                CROSS JOIN LATERAL (SELECT count(*) AS databases FROM database d""" + where.after(Walk.ALIKE) + ") AS met ORDER BY w.place", row -> row.getLong("databases"), values);
        return IntStream.range(0, counts.size())
                .mapToObj(i -> standings.get(i).counting(counts.get(i)))
                .toList();
    }

    private List<Standing> read(String source, List<Object> values) {
        return sql.list(
                """
                SELECT s.directory, s.complete, s.failed, s.databases, latest.digest,
                    coalesce(newest.sequence, 0) AS sequence, newest.version
                FROM %s s LEFT JOIN directory latest ON latest.name = s.directory
                LEFT JOIN LATERAL (SELECT v.sequence, v.version FROM directory_version v
                    WHERE v.directory = s.directory AND v.digest = ANY (s.complete)
                    ORDER BY v.sequence DESC LIMIT 1) AS newest ON true
                WHERE s.databases > 0
                """.formatted(source),
                row -> new Standing(
                        row.getString("directory"),
                        Sql.texts(row, "complete"),
                        row.getBoolean("failed"),
                        DatabaseState.of(row.getBoolean("failed"), Sql.texts(row, "complete"), row.getString("digest")),
                        row.getInt("sequence"),
                        row.getString("version"),
                        row.getLong("databases")),
                values);
    }

    static DatabaseView.Counts counts(List<Standing> standings) {
        return new DatabaseView.Counts(
                count(standings, DatabaseState.SYNCED),
                count(standings, DatabaseState.PENDING),
                count(standings, DatabaseState.ERROR));
    }

    static long count(List<Standing> standings, DatabaseState state) {
        return sum(
                standings.stream().filter(standing -> standing.state() == state).toList());
    }

    static long sum(List<Standing> standings) {
        return standings.stream().mapToLong(Standing::databases).sum();
    }
}
