package io.drover.status.query;

import io.drover.kit.select.LabelSelector;
import io.drover.status.Json;
import io.drover.status.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Which way a page of databases is found: by its keys alone, so that only the rows it shows are put together. Every query it
 * makes knows the tables {@code database d}, {@code directory latest} and {@code target t}. Immutable.
 */
final class Walk {
    /** Up to as many are put in order at once rather than met in order. */
    static final int FEW = 2_000;

    /** Up to as many standings are each read in order. */
    static final int STANDINGS = 200;

    /** Databases {@code d} that stand like {@code w}; other conditions follow. */
    static final String ALIKE = "d.directory = w.directory AND d.failed = w.failed AND d.complete = w.complete AND ";

    private static final String KEYS = "SELECT d.target, d.directory, d.name, d.updated_at FROM ";
    private static final String JOINS =
            " LEFT JOIN directory latest ON latest.name = d.directory LEFT JOIN target t ON t.id = d.target";

    private final String each;
    private final String relation;
    private final String condition;
    private final List<Object> values;

    private Walk(String each, String relation, String condition, List<Object> values) {
        this.each = each;
        this.relation = relation;
        this.condition = condition;
        this.values = values;
    }

    /** All in order, until a page is full. */
    static Walk all() {
        return new Walk("", "database d", "", List.of());
    }

    /** Those that stand alike, each standing in order: so a page costs what it holds, wherever its databases are. */
    static Walk among(List<StandingStore.Standing> standings) {
        return new Walk(
                "jsonb_to_recordset(?::jsonb) AS w(directory text, failed boolean, complete text[]) CROSS JOIN LATERAL ",
                "database d",
                ALIKE,
                List.of(Json.rows(standings)));
    }

    /** Those of a directory that failed or were left half way, in order. */
    static Walk astray(String directory) {
        return new Walk("", "database d", "d.directory = ? AND (d.failed OR d.partly) AND ", List.of(directory));
    }

    /** The few of a value, found before they are put in order; the column has an index. */
    static Walk fewBy(String column, String value) {
        return new Walk(
                "",
                "(SELECT s.* FROM database s WHERE s.shown AND s." + column + " = ? OFFSET 0) d",
                "",
                List.of(value));
    }

    /** The few whose name is like a pattern, found before they are put in order. */
    static Walk fewNamed(String pattern) {
        return new Walk(
                "",
                "(SELECT s.* FROM target x CROSS JOIN LATERAL (SELECT s.* FROM database s WHERE s.shown"
                        + " AND s.target = x.id OFFSET 0) s WHERE lower(x.name) LIKE ? OFFSET 0) d",
                "",
                List.of(pattern));
    }

    /** The few with some labels, found before they are put in order. */
    static Walk fewBy(LabelSelector selector) {
        List<Object> values = new ArrayList<>();
        return new Walk(
                "",
                "(SELECT s.* FROM label_set l CROSS JOIN LATERAL (SELECT s.* FROM database s WHERE s.shown"
                        + " AND s.label_set = l.id OFFSET 0) s WHERE " + selector.sql("l.labels", values) + ") d",
                "",
                values);
    }

    /** The keys of so many rows: target, directory, name and time. */
    Part keys(Where where, DatabaseSort sort, int rows) {
        String end = " ORDER BY " + sort.order() + " LIMIT " + rows;
        return part(KEYS + each + "(" + KEYS + relation + JOINS, where, end + ") AS d" + end);
    }

    /** How many of those that a walk meets are in which state. Not for standings, whose numbers are known. */
    Part count(Where where) {
        return part(
                "SELECT coalesce(sum(n) FILTER (WHERE state = 'SYNCED'), 0) AS synced,"
                        + " coalesce(sum(n) FILTER (WHERE state = 'PENDING'), 0) AS pending,"
                        + " coalesce(sum(n) FILTER (WHERE state = 'ERROR'), 0) AS error FROM (SELECT d.n, "
                        + DatabaseState.SQL
                        + " AS state FROM (SELECT d.directory, d.failed, d.complete, count(*) AS n FROM " + relation
                        + JOINS,
                where,
                " GROUP BY 1, 2, 3) AS d LEFT JOIN directory latest ON latest.name = d.directory) AS chosen");
    }

    private Part part(String before, Where where, String after) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(where.values());
        return new Part(before + where.after(condition) + after, all, where.isUneven());
    }

    /**
     * A query, or a part of one, and the values for its question marks.
     *
     * @param uneven true when it is planned for these values alone
     */
    record Part(String text, List<Object> values, boolean uneven) {
        <T> List<T> list(Sql sql, Sql.Row<T> row) {
            return uneven ? sql.listAnew(text, row, values) : sql.list(text, row, values);
        }

        /** The first of both, which have the same columns. */
        Part or(Part other, DatabaseSort sort, int rows) {
            String both = "SELECT * FROM ((" + text + ") UNION ALL (" + other.text + ")) AS d ORDER BY " + sort.order()
                    + " LIMIT " + rows;
            return new Part(both, joined(other.values), uneven || other.uneven);
        }

        /** This as the first part of a query, under the name {@code page}; the rest has values of its own. */
        Part page(String rest, Object... its) {
            return new Part("WITH page AS MATERIALIZED (" + text + ") " + rest, joined(List.of(its)), uneven);
        }

        private List<Object> joined(List<Object> others) {
            List<Object> all = new ArrayList<>(values);
            all.addAll(others);
            return all;
        }
    }
}
