package io.drover.orchestrator.reconcile;

import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Questions to targets that are not answered yet. */
@ApplicationScoped
class InspectionStore {
    private final Database database;

    InspectionStore(Database database) {
        this.database = database;
    }

    /** A content that targets of a directory are held against. */
    record Content(String directory, int sequence, String digest) {}

    /** A question that has to go out. */
    record Question(
            long target,
            long runSeq,
            Content content,
            String name,
            String url,
            String hostId,
            String pool,
            String revisionsSchema,
            Instant askedAt) {
        static Question of(ResultSet row) throws SQLException {
            return new Question(
                    row.getLong("target_id"),
                    row.getLong("run_seq"),
                    new Content(row.getString("directory"), row.getInt("sequence"), row.getString("digest")),
                    row.getString("name"),
                    row.getString("url"),
                    row.getString("host_id"),
                    row.getString("pool"),
                    row.getString("revisions_schema"),
                    Database.instant(row, "requested_at"));
        }
    }

    /** Puts a question to each target, a later one in place of one that is open. How many there are. */
    int ask(Collection<Long> targets, Content content) {
        return database.update(
                """
                WITH numbered AS (
                    UPDATE target SET last_run_seq = last_run_seq + 1
                    WHERE id IN (SELECT id FROM target WHERE id = ANY (?) AND lifecycle = 'ACTIVE' ORDER BY id FOR UPDATE)
                    RETURNING id, last_run_seq)
                INSERT INTO inspection (target_id, run_seq, directory, sequence, digest)
                SELECT id, last_run_seq, ?, ?, ? FROM numbered
                ON CONFLICT (target_id) DO UPDATE SET run_seq = excluded.run_seq, directory = excluded.directory,
                    sequence = excluded.sequence, digest = excluded.digest, requested_at = now(), sent = 0,
                    due_at = now()""", targets.toArray(Long[]::new), content.directory(), content.sequence(), content.digest());
    }

    /** Takes questions that have not gone out, or were not answered: they are put again, less and less often. */
    @Transactional
    List<Question> due(int limit) {
        return database.query("""
                WITH due AS (SELECT target_id FROM inspection WHERE due_at <= now() ORDER BY due_at LIMIT ?
                    FOR UPDATE SKIP LOCKED)
                UPDATE inspection i SET sent = i.sent + 1,
                    due_at = now() + make_interval(secs => least(600, 30 * power(2, least(i.sent, 6))))
                FROM due d, target t WHERE i.target_id = d.target_id AND t.id = d.target_id
                RETURNING i.target_id, i.run_seq, i.directory, i.sequence, i.digest, i.requested_at,
                    t.name, t.url, t.host_id, t.pool, t.revisions_schema""", Question::of, limit);
    }

    /** These are answered. */
    void answered(Collection<Long> targets, Collection<Long> runSeqs) {
        database.update("""
                DELETE FROM inspection i USING unnest(?::bigint[], ?::bigint[]) AS a (target_id, run_seq)
                WHERE i.target_id = a.target_id AND i.run_seq <= a.run_seq""", targets.toArray(Long[]::new), runSeqs.toArray(Long[]::new));
    }

    /**
     * Asks targets of which nothing was heard for long, against what they were last brought to; none that has a run that
     * is not over.
     */
    @Transactional
    void askOldest(long olderThanSeconds, int limit) {
        database.update("""
                WITH old AS (
                    SELECT k.target_id, k.directory, k.digest FROM knowledge k JOIN target t ON t.id = k.target_id
                    WHERE k.digest IS NOT NULL AND k.learned_at < now() - make_interval(secs => ?)
                      AND t.lifecycle = 'ACTIVE'
                      AND NOT EXISTS (SELECT 1 FROM inspection i WHERE i.target_id = k.target_id)
                      AND NOT EXISTS (SELECT 1 FROM run r WHERE r.target_id = k.target_id
                          AND r.state IN ('PENDING', 'QUEUED', 'RUNNING', 'UNKNOWN'))
                    ORDER BY k.learned_at LIMIT ? FOR UPDATE OF t SKIP LOCKED),
                numbered AS (
                    UPDATE target t SET last_run_seq = last_run_seq + 1 FROM old WHERE t.id = old.target_id
                    RETURNING t.id, t.last_run_seq, old.directory, old.digest)
                INSERT INTO inspection (target_id, run_seq, directory, sequence, digest)
                SELECT n.id, n.last_run_seq, n.directory,
                    coalesce((SELECT max(d.sequence) FROM deployment d
                              WHERE d.directory = n.directory AND d.digest = n.digest), 0), n.digest
                FROM numbered n ON CONFLICT DO NOTHING""", (double) olderThanSeconds, limit);
    }
}
