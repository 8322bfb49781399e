package io.drover.orchestrator.target;

import io.drover.kit.problem.ProblemType;
import io.drover.orchestrator.sql.Database;
import io.drover.orchestrator.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where descriptions of targets wait until all of them are there, are compared with the known targets as a whole, and
 * become targets in one swap. The table lives in the session and is empty at the start of every transaction; an advisory
 * lock lets one registration through at a time, so that names and identities cannot be taken between check and swap.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class TargetStaging {
    static final long REGISTRATION_LOCK = 0x64726f766572L;
    private static final int ANALYZE_FROM = 1_000;

    private static final String TABLE = """
            CREATE TEMP TABLE IF NOT EXISTS staged (
                position integer PRIMARY KEY, pointer text, name text, candidate1 text, candidate2 text,
                candidate3 text, short_name text, identity text, url text, canonical_url text, kind text, server text,
                labels jsonb, pool text, host_id text, directory text, revisions_schema text,
                target_id bigint, outcome text, final_name text)
            ON COMMIT DELETE ROWS""";

    private final Database database;

    TargetStaging(Database database) {
        this.database = database;
    }

    /** Opens the staging for this transaction. */
    void open() {
        database.update(TABLE);
        database.update("DELETE FROM staged");
    }

    void add(List<TargetDraft> drafts) {
        database.update(
                """
                INSERT INTO staged (position, pointer, name, candidate1, candidate2, candidate3, short_name, identity,
                    url, canonical_url, kind, server, labels, pool, host_id, directory, revisions_schema)
                SELECT position, pointer, name, candidate1, candidate2, candidate3, short_name, identity,
                    url, canonical_url, kind, server, labels::jsonb, pool, host_id, directory, revisions_schema
                FROM unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS d (position, pointer, name, candidate1, candidate2, candidate3, short_name, identity,
                    url, canonical_url, kind, server, labels, pool, host_id, directory, revisions_schema)""",
                drafts.stream().map(TargetDraft::position).toArray(Integer[]::new),
                texts(drafts, TargetDraft::pointer),
                texts(drafts, TargetDraft::name),
                texts(drafts, draft -> candidate(draft, 0)),
                texts(drafts, draft -> candidate(draft, 1)),
                texts(drafts, draft -> candidate(draft, 2)),
                texts(drafts, TargetDraft::shortName),
                texts(drafts, TargetDraft::identity),
                texts(drafts, TargetDraft::url),
                texts(drafts, TargetDraft::canonicalUrl),
                texts(drafts, TargetDraft::kind),
                texts(drafts, TargetDraft::server),
                texts(drafts, draft -> Json.write(draft.labels())),
                texts(drafts, TargetDraft::pool),
                texts(drafts, TargetDraft::hostId),
                texts(drafts, TargetDraft::directory),
                texts(drafts, TargetDraft::revisionsSchema));
    }

    private static String[] texts(List<TargetDraft> drafts, Function<TargetDraft, String> field) {
        return drafts.stream().map(field).toArray(String[]::new);
    }

    private static String candidate(TargetDraft draft, int index) {
        List<String> candidates = draft.candidates();
        return candidates.get(Math.min(index, candidates.size() - 1));
    }

    /**
     * Waits for registrations that are under way, compares what is staged with itself and with the known targets, and
     * chooses the missing names.
     *
     * @param mayMove true: a known name with another URL means that the target has moved there
     */
    void compare(boolean mayMove, Faults faults) {
        database.query("SELECT pg_advisory_xact_lock(" + REGISTRATION_LOCK + ")", row -> null);
        int rows = database.query("SELECT count(*) FROM staged", row -> row.getInt(1))
                .get(0);
        if (rows >= ANALYZE_FROM) {
            database.update("ANALYZE staged");
        }
        database.query("""
                SELECT t.id FROM target t WHERE t.identity IN (SELECT identity FROM staged)
                   OR t.lifecycle = 'ACTIVE' AND t.name IN (SELECT name FROM staged) ORDER BY t.id FOR UPDATE""", row -> null);
        database.update("UPDATE staged s SET target_id = t.id FROM target t WHERE t.identity = s.identity");
        if (mayMove) {
            database.update("""
                    UPDATE staged s SET target_id = t.id FROM target t
                    WHERE s.target_id IS NULL AND t.name = s.name AND t.lifecycle = 'ACTIVE'
                      AND t.revisions_schema IS NOT DISTINCT FROM s.revisions_schema""");
        }
        findTwins(faults);
        findOtherNames(faults);
        findOtherDirectories(faults);
        findBusyMoves(faults);
        chooseNames();
        findTakenNames(faults);
    }

    private void findTwins(Faults faults) {
        report(faults, ProblemType.INVALID_REQUEST, "/url", """
                SELECT pointer, 'This is the same target as ' || first_pointer || '.' FROM (
                    SELECT position, pointer,
                        first_value(pointer) OVER w AS first_pointer, row_number() OVER w AS nth
                    FROM staged WINDOW w AS (PARTITION BY coalesce(target_id::text, identity) ORDER BY position)) twins
                WHERE nth > 1 ORDER BY position""");
    }

    private void findOtherNames(Faults faults) {
        report(faults, ProblemType.NAME_TAKEN, "/name", """
                SELECT s.pointer, 'This database is known as "' || t.name || '"; rename it with PATCH.'
                FROM staged s JOIN target t ON t.id = s.target_id AND t.identity = s.identity
                WHERE t.lifecycle = 'ACTIVE' AND s.name <> t.name ORDER BY s.position""");
    }

    private void findOtherDirectories(Faults faults) {
        report(faults, ProblemType.DIRECTORY_MISMATCH, "/directory", """
                SELECT s.pointer, 'The target "' || t.name || '" belongs to the directory ' || t.directory || '.'
                FROM staged s JOIN target t ON t.id = s.target_id
                WHERE s.directory <> t.directory ORDER BY s.position""");
    }

    private void findBusyMoves(Faults faults) {
        report(faults, ProblemType.WRONG_STATE, "/url", """
                SELECT s.pointer, 'The target "' || t.name || '" has a run that is not over; it cannot be moved before it'
                    || ' has ended or been cancelled.'
                FROM staged s JOIN target t ON t.id = s.target_id AND t.identity <> s.identity
                WHERE EXISTS (SELECT 1 FROM run r WHERE r.target_id = t.id AND r.state IN %s)
                ORDER BY s.position""".formatted(TargetStore.OPEN_RUNS));
    }

    /** A known target keeps its name; a new one takes the first candidate that neither a target nor a row before it has. */
    private void chooseNames() {
        database.update("""
                UPDATE staged s SET final_name = coalesce(s.name,
                    (SELECT t.name FROM target t WHERE t.id = s.target_id AND t.lifecycle = 'ACTIVE'))""");
        for (String candidate : List.of("candidate1", "candidate2", "candidate3")) {
            database.update("""
                    UPDATE staged s SET final_name = s.%1$s
                    FROM (SELECT position, row_number() OVER (PARTITION BY %1$s ORDER BY position) AS nth
                          FROM staged WHERE final_name IS NULL) o
                    WHERE o.position = s.position AND o.nth = 1
                      AND NOT EXISTS (SELECT 1 FROM target t WHERE t.name = s.%1$s AND t.lifecycle = 'ACTIVE')
                      AND s.%1$s NOT IN (SELECT final_name FROM staged WHERE final_name IS NOT NULL)""".formatted(candidate));
        }
        database.update("UPDATE staged SET final_name = candidate3 WHERE final_name IS NULL");
    }

    private void findTakenNames(Faults faults) {
        report(faults, ProblemType.NAME_TAKEN, "/name", """
                SELECT s.pointer, 'The name "' || s.final_name || '" belongs to ' || t.canonical_url || '.'
                FROM staged s JOIN target t ON t.name = s.final_name AND t.lifecycle = 'ACTIVE'
                WHERE t.id IS DISTINCT FROM s.target_id ORDER BY s.position""");
        report(faults, ProblemType.NAME_TAKEN, "/name", """
                SELECT pointer, 'The name "' || final_name || '" is given to ' || first_pointer || ' too.' FROM (
                    SELECT position, pointer, final_name, target_id,
                        first_value(pointer) OVER w AS first_pointer, row_number() OVER w AS nth
                    FROM staged WINDOW w AS (PARTITION BY final_name ORDER BY position)) twins
                WHERE nth > 1 ORDER BY position""");
    }

    private void report(Faults faults, ProblemType type, String field, String sql) {
        database.query(sql, row -> new String[] {row.getString(1), row.getString(2)})
                .forEach(
                        found -> faults.add(type, found[0].startsWith("line") ? found[0] : found[0] + field, found[1]));
    }

    /** Makes targets of everything staged; afterwards {@code outcome} says NEW, CHANGED or SAME. */
    void swap() {
        database.update("""
                WITH changed AS (
                    UPDATE target t SET name = s.final_name, short_name = s.short_name, identity = s.identity,
                        url = s.url, canonical_url = s.canonical_url, kind = s.kind, server = s.server,
                        labels = s.labels, pool = s.pool, host_id = s.host_id, lifecycle = 'ACTIVE',
                        directory = coalesce(s.directory, t.directory), event_sequence = t.event_sequence + 1,
                        changed_at = now()
                    FROM staged s WHERE t.id = s.target_id
                      AND (t.name, t.identity, t.url, t.labels, t.pool, t.lifecycle, t.directory) IS DISTINCT FROM
                          (s.final_name, s.identity, s.url, s.labels, s.pool, 'ACTIVE', coalesce(s.directory, t.directory))
                    RETURNING t.id)
                UPDATE staged s SET outcome = CASE WHEN c.id IS NULL THEN 'SAME' ELSE 'CHANGED' END
                FROM staged o LEFT JOIN changed c ON c.id = o.target_id
                WHERE o.position = s.position AND s.target_id IS NOT NULL""");
        insertNew();
    }

    /** Makes targets of those staged that are not known; the others stay as they are. */
    void insertNew() {
        database.update("""
                WITH added AS (
                    INSERT INTO target (name, short_name, identity, url, canonical_url, kind, server, labels, pool,
                        host_id, directory, revisions_schema)
                    SELECT final_name, short_name, identity, url, canonical_url, kind, server, labels, pool,
                        host_id, directory, revisions_schema
                    FROM staged WHERE target_id IS NULL ORDER BY position
                    RETURNING id, identity)
                UPDATE staged s SET target_id = a.id, outcome = 'NEW' FROM added a WHERE a.identity = s.identity""");
    }

    /** Targets behind staged rows with an outcome, in order, after a position. */
    List<Staged> page(String outcome, int after, int limit) {
        return database.query(
                "SELECT s.position, " + TargetRow.COLUMNS + " FROM staged s JOIN target t ON t.id = s.target_id"
                        + " WHERE s.outcome = ? AND s.position > ? ORDER BY s.position LIMIT ?",
                row -> new Staged(row.getInt("position"), TargetRow.of(row)),
                outcome,
                after,
                limit);
    }

    /** The targets behind everything staged, by identity. */
    Map<String, Long> ids() {
        Map<String, Long> ids = new HashMap<>();
        database.query(
                "SELECT identity, target_id FROM staged",
                row -> ids.put(row.getString("identity"), row.getLong("target_id")));
        return ids;
    }

    /** A target and where it stood in the request. */
    record Staged(int position, TargetRow row) {}
}
