package io.drover.orchestrator.rollout;

import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The table of runs as a queue (P19): what is claimed, what was sent, what has to be sent again, what has to be asked.
 * Every claim goes out with the epoch under which it was made: what goes out after a pause, from whatever process, is of
 * the epoch before and does not begin (P20).
 */
@ApplicationScoped
public class RunClaims {
    /** Held while slots of database servers are taken, so that no other deployment takes the same (P17). */
    private static final long SLOTS_LOCK = 0x64726f766572534cL; // "droverSL"

    private static final String IN_FLIGHT = "('QUEUED', 'RUNNING', 'UNKNOWN')";

    private static final String RETURNING = """
            RETURNING r.id, r.deployment_id, r.target_id, r.run_seq, r.attempt, r.sending, r.epoch, r.claimed_at,
                t.name, t.url, t.host_id, t.pool, t.revisions_schema, r.position,
                d.directory, d.sequence, d.digest, d.to_migration, d.options, d.traceparent,
                NOT EXISTS (SELECT 1 FROM run s WHERE s.target_id = r.target_id AND s.state IN ('SUCCEEDED', 'NO_ACTION'))
                    AS may_create""";

    /** P23: a target that still has something to do for an earlier deployment is left out. */
    private static final String IS_FREE = """
            NOT EXISTS (SELECT 1 FROM run e
                WHERE e.target_id = r.target_id AND e.deployment_id < r.deployment_id
                  AND e.state IN ('PENDING', 'QUEUED', 'RUNNING', 'UNKNOWN'))""";

    /**
     * Servers that have something to do here, one by one through the index; how much room each has; the first of each and
     * the first of the files; of these the first.
     */
    private static final String CLAIM = """
            WITH RECURSIVE wish AS (SELECT ?::bigint AS deployment, ?::int AS per_server, ?::int AS slots),
            server AS (
                (SELECT r.server FROM run r, wish w WHERE r.deployment_id = w.deployment AND r.state = 'PENDING'
                    AND r.server IS NOT NULL ORDER BY r.server LIMIT 1)
                UNION ALL
                SELECT (SELECT r.server FROM run r, wish w WHERE r.deployment_id = w.deployment AND r.state = 'PENDING'
                    AND r.server > s.server ORDER BY r.server LIMIT 1)
                FROM server s WHERE s.server IS NOT NULL),
            room AS (
                SELECT s.server, w.per_server - (SELECT count(*) FROM run b
                    WHERE b.server = s.server AND b.state IN """ + " " + IN_FLIGHT + """
                ) AS free FROM server s, wish w WHERE s.server IS NOT NULL),
            candidate AS (
                SELECT c.id, c.position FROM room, wish w CROSS JOIN LATERAL (
                    SELECT r.id, r.position FROM run r
                    WHERE r.deployment_id = w.deployment AND r.state = 'PENDING' AND r.server = room.server AND
                    """ + IS_FREE + """
                     ORDER BY r.position LIMIT greatest(0, least(room.free, w.slots))) c
                UNION ALL
                SELECT c.id, c.position FROM wish w CROSS JOIN LATERAL (
                    SELECT r.id, r.position FROM run r
                    WHERE r.deployment_id = w.deployment AND r.state = 'PENDING' AND r.server IS NULL AND
                    """ + IS_FREE + """
                     ORDER BY r.position LIMIT w.slots) c),
            chosen AS (
                SELECT r.id FROM run r JOIN candidate c ON c.id = r.id WHERE r.state = 'PENDING'
                ORDER BY c.position LIMIT (SELECT slots FROM wish) FOR UPDATE OF r SKIP LOCKED)
            UPDATE run r SET state = 'QUEUED', sending = r.sending + 1, epoch = d.epoch, claimed_at = now(),
                sent_at = NULL, sign_at = NULL, agent = NULL, started_at = NULL
            FROM chosen c, target t, deployment d
            WHERE r.id = c.id AND t.id = r.target_id AND d.id = r.deployment_id""" + " " + RETURNING;

    private static final String CLAIM_AGAIN = """
            UPDATE run r SET state = 'QUEUED', sending = r.sending + 1, claimed_at = now(), sent_at = NULL, sign_at = NULL
            FROM target t, deployment d
            WHERE r.deployment_id = ? AND r.id = ANY (?) AND r.state = 'PENDING' AND r.epoch = d.epoch
              AND t.id = r.target_id AND d.id = r.deployment_id""" + " " + RETURNING;

    private static final String CLAIM_UNSENT = """
            WITH unsent AS (
                SELECT r.id FROM run r
                WHERE r.state = 'QUEUED' AND r.id <> ALL (?) AND (
                    r.sent_at IS NULL AND r.claimed_at < now() - interval '5 seconds'
                    OR r.sent_at IS NOT NULL AND EXISTS (SELECT 1 FROM listening l, target t, agent a
                        WHERE t.id = r.target_id AND a.pool = t.pool AND a.free > 0 AND NOT a.leaving
                          AND a.beat_at > l.heard_at - interval '10 seconds'
                          AND l.heard_at - greatest(r.sign_at, l.since) > make_interval(secs => ?)))
                ORDER BY r.claimed_at LIMIT ? FOR UPDATE OF r SKIP LOCKED)
            UPDATE run r SET sending = r.sending + 1, claimed_at = now(), sent_at = NULL
            FROM unsent u, target t, deployment d
            WHERE r.id = u.id AND t.id = r.target_id AND d.id = r.deployment_id""" + " " + RETURNING;

    private static final String CLAIM_INSPECTIONS = """
            WITH due AS (
                SELECT id FROM run WHERE state = 'UNKNOWN' AND inspect_at <= now()
                ORDER BY inspect_at LIMIT ? FOR UPDATE SKIP LOCKED)
            UPDATE run r SET inspections = r.inspections + 1,
                inspect_at = now() + make_interval(secs => least(60, 10 * power(2, least(r.inspections, 6))))
            FROM due u, target t, deployment d
            WHERE r.id = u.id AND t.id = r.target_id AND d.id = r.deployment_id""" + " " + RETURNING;

    private final Database database;
    private final Duration silentAfter;

    protected RunClaims(
            Database database,
            @ConfigProperty(name = "drover.rollout.silent-after", defaultValue = "PT60S") Duration silentAfter) {
        this.database = database;
        this.silentAfter = silentAfter;
    }

    /** Takes up to {@code slots} runs of a deployment whose row the caller holds. */
    protected List<Claim> claim(Deployment deployment, int slots) {
        database.query(
                "SELECT pg_advisory_xact_lock(?) WHERE EXISTS (SELECT 1 FROM run"
                        + " WHERE deployment_id = ? AND state = 'PENDING' AND server IS NOT NULL)",
                row -> null,
                SLOTS_LOCK,
                deployment.id);
        // the epoch may have been raised in this very transaction
        Deployment.flush();
        List<Claim> claims = database.query(CLAIM, Claim::of, deployment.id, deployment.perServer, slots);
        claims.sort(Comparator.comparingLong(Claim::run));
        return claims;
    }

    /**
     * Takes runs that were in flight and have been given back under the epoch that still holds, in the transaction that
     * gives them back: they keep their slots. A copy of their last command may still lie in Kafka, and no epoch keeps it
     * from beginning, so the slot must not go to another run (P17). Others are left alone. The caller holds the
     * deployment's row.
     */
    protected List<Claim> claimAgain(Deployment deployment, Collection<Long> runs) {
        return database.query(CLAIM_AGAIN, Claim::of, deployment.id, runs.toArray(Long[]::new));
    }

    /**
     * Takes what has to be sent again, with the same attempt and epoch. First, claims that nobody has marked as sent for
     * five seconds: their process died between commit and acknowledgement. Second, runs that were sent and of which nothing
     * has been heard for {@code drover.rollout.silent-after}, while an agent of their pool is alive, has a free slot and
     * does not name them: the command is lost. A command that went out twice is one order: an agent that has it already
     * knows the copy for what it is, another one finds the target's lock held or the work done.
     *
     * @param sending runs whose command this process has handed to Kafka and not got acknowledged: they are left alone
     */
    @Transactional
    protected List<Claim> claimUnsent(int limit, Collection<Long> sending) {
        return database.query(
                CLAIM_UNSENT, Claim::of, sending.toArray(Long[]::new), silentAfter.toMillis() / 1_000.0, limit);
    }

    /** Takes lost runs whose target has to be asked, now or again. Asked twice, a target answers twice: harmless. */
    @Transactional
    public List<Claim> claimInspections(int limit) {
        return database.query(CLAIM_INSPECTIONS, Claim::of, limit);
    }

    /** Kafka has these. A run that has been claimed anew since is left alone. */
    @Transactional
    protected void markSent(List<Claim> claims) {
        database.update(
                """
                WITH sent AS (
                    SELECT r.id FROM run r JOIN unnest(?::bigint[], ?::int[]) AS s (id, sending) ON s.id = r.id
                    WHERE r.sending = s.sending AND r.sent_at IS NULL ORDER BY r.id FOR UPDATE OF r)
                UPDATE run r SET sent_at = now(), sign_at = (SELECT heard_at FROM listening)
                FROM sent s WHERE r.id = s.id""",
                claims.stream().map(Claim::run).toArray(Long[]::new),
                claims.stream().map(Claim::sending).toArray(Integer[]::new));
    }

    /** Other deployments that may have waited for these targets, or for a slot of their servers. */
    @Transactional
    protected List<Long> waitingFor(List<Long> targets, long deployment) {
        return database.query(
                """
                SELECT DISTINCT deployment_id AS id FROM run
                WHERE target_id = ANY (?) AND state = 'PENDING' AND deployment_id > ?
                UNION
                SELECT d.id FROM deployment d
                WHERE d.state = 'RUNNING' AND d.pending > 0 AND d.id <> ? AND EXISTS (
                    SELECT 1 FROM run f JOIN run r ON r.server = f.server
                    WHERE f.deployment_id = ? AND f.target_id = ANY (?) AND f.server IS NOT NULL
                      AND r.deployment_id = d.id AND r.state = 'PENDING')
                ORDER BY id""",
                row -> row.getLong(1),
                targets.toArray(Long[]::new),
                deployment,
                deployment,
                deployment,
                targets.toArray(Long[]::new));
    }

    @Transactional
    protected void forgetIdempotencyKeys() {
        database.update("DELETE FROM idempotency_key WHERE created_at < now() - interval '7 days'");
    }
}
