package io.drover.orchestrator.target;

import io.drover.kit.select.LabelSelector;
import io.drover.orchestrator.sql.Database;
import io.drover.orchestrator.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQL of the table of targets. Locks are taken in the order of ids. */
@ApplicationScoped
class TargetStore {
    private static final String SELECT = "SELECT " + TargetRow.COLUMNS + " FROM target t ";

    /** States of a run that is not over. */
    static final String OPEN_RUNS = "('PENDING', 'QUEUED', 'RUNNING', 'UNKNOWN')";

    private final Database database;

    TargetStore(Database database) {
        this.database = database;
    }

    /** Lets one registration or renaming through at a time, as the staging does. */
    void lockRegistration() {
        database.query("SELECT pg_advisory_xact_lock(" + TargetStaging.REGISTRATION_LOCK + ")", row -> null);
    }

    Optional<TargetRow> findActive(String name) {
        return first(SELECT + "WHERE t.name = ? AND t.lifecycle = 'ACTIVE'", name);
    }

    /** The one file whose name without its ending this is; empty when there are several. */
    Optional<TargetRow> findActiveByShortName(String name) {
        List<TargetRow> found = database.query(
                SELECT + "WHERE t.short_name = ? AND t.lifecycle = 'ACTIVE' LIMIT 2", TargetRow::of, name);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    Optional<TargetRow> findByIdentity(String identity) {
        return first(SELECT + "WHERE t.identity = ?", identity);
    }

    /** The known ones of some identities. */
    Map<String, TargetRow> findByIdentities(Collection<String> identities) {
        Map<String, TargetRow> found = new HashMap<>();
        database.query(
                "SELECT t.identity, " + TargetRow.COLUMNS + " FROM target t WHERE t.identity = ANY (?)",
                row -> found.put(row.getString("identity"), TargetRow.of(row)),
                (Object) identities.toArray(String[]::new));
        return found;
    }

    /** Active targets with one of the names, or with one of them as the name without the ending of the file. */
    List<Named> findByNames(List<String> names) {
        String[] wanted = names.toArray(String[]::new);
        return database.query(
                "SELECT t.short_name, " + TargetRow.COLUMNS + " FROM target t "
                        + "WHERE t.lifecycle = 'ACTIVE' AND (t.name = ANY (?) OR t.short_name = ANY (?))",
                row -> new Named(row.getString("short_name"), TargetRow.of(row)),
                wanted,
                wanted);
    }

    /** A target and the other name by which it is found. */
    record Named(String shortName, TargetRow row) {}

    /** All active targets whose history is in the usual place, narrowed by labels when given. */
    List<TargetRow> fleet(LabelSelector selector) {
        List<Object> parameters = new ArrayList<>();
        String condition = selector == null ? "" : " AND " + selector.sql("t.labels", parameters);
        return database.query(
                SELECT + "WHERE t.lifecycle = 'ACTIVE' AND t.revisions_schema IS NULL" + condition + " ORDER BY t.name",
                TargetRow::of,
                parameters.toArray());
    }

    /** All active targets, narrowed by labels when given. */
    List<TargetRow> all(LabelSelector selector) {
        List<Object> parameters = new ArrayList<>();
        String condition = selector == null ? "" : " AND " + selector.sql("t.labels", parameters);
        return database.query(
                SELECT + "WHERE t.lifecycle = 'ACTIVE'" + condition + " ORDER BY t.name",
                TargetRow::of,
                parameters.toArray());
    }

    /** Gives the next targets behind an id a new number of their events. */
    List<TargetRow> touch(long after, int limit) {
        return database.query("""
                WITH next AS (SELECT id FROM target WHERE id > ? ORDER BY id LIMIT ? FOR UPDATE)
                UPDATE target t SET event_sequence = t.event_sequence + 1 FROM next WHERE t.id = next.id
                RETURNING """ + " " + TargetRow.COLUMNS, TargetRow::of, after, limit);
    }

    List<TargetRow> list(LabelSelector selector, String q, String after, int limit) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder where = new StringBuilder("WHERE t.lifecycle = 'ACTIVE'");
        if (selector != null) {
            where.append(" AND ").append(selector.sql("t.labels", parameters));
        }
        if (q != null && !q.isBlank()) {
            where.append(" AND (strpos(lower(t.name), lower(?)) > 0 OR strpos(lower(t.canonical_url), lower(?)) > 0)");
            parameters.add(q);
            parameters.add(q);
        }
        if (after != null) {
            where.append(" AND t.name > ?");
            parameters.add(after);
        }
        parameters.add(limit);
        return database.query(SELECT + where + " ORDER BY t.name LIMIT ?", TargetRow::of, parameters.toArray());
    }

    /** Locks targets and reads them as they are now. */
    List<TargetRow> lock(List<Long> ids) {
        return database.query(SELECT + "WHERE t.id = ANY (?) ORDER BY t.id FOR UPDATE", TargetRow::of, (Object)
                ids.toArray(Long[]::new));
    }

    /** P6: gives the targets that belong to no directory this one. */
    List<TargetRow> bind(List<Long> ids, String directory) {
        return database.query("""
                UPDATE target t SET directory = ?, event_sequence = t.event_sequence + 1, changed_at = now()
                WHERE t.id = ANY (?) AND t.directory IS NULL
                RETURNING """ + " " + TargetRow.COLUMNS, TargetRow::of, directory, ids.toArray(Long[]::new));
    }

    /** Gives targets another spelling of the URL that they have; identity and what is shown stay the same. */
    void spell(Map<Long, String> urls) {
        database.update("""
                UPDATE target t SET url = s.url, changed_at = now()
                FROM unnest(?::bigint[], ?::text[]) AS s (id, url) WHERE t.id = s.id AND t.url <> s.url""", urls.keySet().toArray(Long[]::new), urls.values().toArray(String[]::new));
    }

    TargetRow update(long id, TargetDraft draft) {
        return database.query(
                        """
                        UPDATE target t SET name = ?, short_name = ?, identity = ?, url = ?, canonical_url = ?,
                            kind = ?, server = ?, labels = ?::jsonb, pool = ?, host_id = ?,
                            event_sequence = t.event_sequence + 1, changed_at = now()
                        WHERE t.id = ? RETURNING """ + " " + TargetRow.COLUMNS,
                        TargetRow::of,
                        draft.name(),
                        draft.shortName(),
                        draft.identity(),
                        draft.url(),
                        draft.canonicalUrl(),
                        draft.kind(),
                        draft.server(),
                        Json.write(draft.labels()),
                        draft.pool(),
                        draft.hostId(),
                        id)
                .get(0);
    }

    /** True when the target has a run that is not over. */
    boolean isBusy(long id) {
        return !database.query(
                        "SELECT 1 FROM run WHERE target_id = ? AND state IN " + OPEN_RUNS + " LIMIT 1", row -> true, id)
                .isEmpty();
    }

    TargetRow retire(long id) {
        return database.query(
                        "UPDATE target t SET lifecycle = 'RETIRED', event_sequence = t.event_sequence + 1,"
                                + " changed_at = now() WHERE t.id = ? RETURNING " + TargetRow.COLUMNS,
                        TargetRow::of,
                        id)
                .get(0);
    }

    private Optional<TargetRow> first(String sql, Object... parameters) {
        return database.query(sql, TargetRow::of, parameters).stream().findFirst();
    }
}
