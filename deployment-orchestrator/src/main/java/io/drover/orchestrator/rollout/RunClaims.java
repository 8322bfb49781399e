package io.drover.orchestrator.rollout;

import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The table of runs as a queue (P19): what is claimed, what was sent, what has to be sent again. */
@ApplicationScoped
class RunClaims {
    private static final String RETURNING = """
            RETURNING r.id, r.deployment_id, r.target_id, r.run_seq, r.attempt, r.sending, r.claimed_at,
                t.name, t.url, t.host_id, t.pool, t.revisions_schema, r.position,
                d.directory, d.sequence, d.digest, d.to_migration, d.options,
                NOT EXISTS (SELECT 1 FROM run s WHERE s.target_id = r.target_id AND s.state IN ('SUCCEEDED', 'NO_ACTION'))
                    AS may_create""";

    /** P23 in its plain form: a target that still has something to do for an earlier deployment is left out. */
    private static final String CLAIM = """
            WITH chosen AS (
                SELECT r.id FROM run r
                WHERE r.deployment_id = ? AND r.state = 'PENDING' AND (r.not_before IS NULL OR r.not_before <= now())
                  AND NOT EXISTS (SELECT 1 FROM run e
                      WHERE e.target_id = r.target_id AND e.deployment_id < r.deployment_id
                        AND e.state IN ('PENDING', 'QUEUED', 'RUNNING', 'UNKNOWN'))
                ORDER BY r.position LIMIT ? FOR UPDATE OF r SKIP LOCKED)
            UPDATE run r SET state = 'QUEUED', sending = r.sending + 1, claimed_at = now(), sent_at = NULL,
                not_before = NULL, agent = NULL, started_at = NULL
            FROM chosen c, target t, deployment d
            WHERE r.id = c.id AND t.id = r.target_id AND d.id = r.deployment_id""" + " " + RETURNING;

    private static final String CLAIM_UNSENT = """
            WITH unsent AS (
                SELECT id FROM run
                WHERE id <> ALL (?) AND (
                    state = 'QUEUED' AND sent_at IS NULL AND claimed_at < now() - interval '5 seconds'
                    OR state = 'RUNNING' AND not_before <= now()
                    OR state IN ('QUEUED', 'RUNNING')
                        AND greatest(claimed_at, sent_at, started_at) < now() - make_interval(secs => ?))
                ORDER BY claimed_at LIMIT ? FOR UPDATE SKIP LOCKED)
            UPDATE run r SET sending = r.sending + 1, claimed_at = now(), sent_at = NULL, not_before = NULL
            FROM unsent u, target t, deployment d
            WHERE r.id = u.id AND t.id = r.target_id AND d.id = r.deployment_id""" + " " + RETURNING;

    private final Database database;
    private final Duration silentAfter;

    RunClaims(
            Database database,
            @ConfigProperty(name = "drover.rollout.silent-after", defaultValue = "PT60S") Duration silentAfter) {
        this.database = database;
        this.silentAfter = silentAfter;
    }

    /** Takes up to {@code slots} runs of a deployment whose row the caller holds. */
    List<Claim> claim(long deployment, int slots) {
        List<Claim> claims = database.query(CLAIM, Claim::of, deployment, slots);
        claims.sort(Comparator.comparingLong(Claim::run));
        return claims;
    }

    /**
     * Takes what has to be sent again. First, claims that nobody has marked as sent for five seconds: their process died
     * between commit and acknowledgement. Second, runs that were sent or begun and of which nothing has been heard for
     * {@code drover.rollout.silent-after}: the agent that had taken the command may be gone. Third, runs whose copy another
     * agent gave back as still running.
     *
     * <p>A run that is taken keeps its attempt, its slot and its state, RUNNING when it was, so a command that went out
     * twice is one order. The agent that still executes it knows the copy for what it is and lets it go by. When that agent
     * is gone, its partition belongs to another one, which waits for the target's lock and then finds the work done, or
     * does what is left, and says so.
     *
     * @param sending runs whose command this process has handed to Kafka and not got acknowledged: they are left alone
     */
    @Transactional
    List<Claim> claimUnsent(int limit, Collection<Long> sending) {
        return database.query(
                CLAIM_UNSENT, Claim::of, sending.toArray(Long[]::new), silentAfter.toMillis() / 1_000.0, limit);
    }

    /** Kafka has these. A run that has been claimed anew since is left alone. */
    @Transactional
    void markSent(List<Claim> claims) {
        database.update(
                """
                WITH sent AS (
                    SELECT r.id FROM run r JOIN unnest(?::bigint[], ?::int[]) AS s (id, sending) ON s.id = r.id
                    WHERE r.sending = s.sending AND r.sent_at IS NULL ORDER BY r.id FOR UPDATE OF r)
                UPDATE run r SET sent_at = now() FROM sent s WHERE r.id = s.id""",
                claims.stream().map(Claim::run).toArray(Long[]::new),
                claims.stream().map(Claim::sending).toArray(Integer[]::new));
    }

    /** Later deployments whose runs may have waited for these targets. */
    @Transactional
    List<Long> waitingFor(List<Long> targets, long after) {
        return database.query(
                "SELECT DISTINCT deployment_id FROM run WHERE target_id = ANY (?) AND state = 'PENDING'"
                        + " AND deployment_id > ? ORDER BY deployment_id",
                row -> row.getLong(1),
                targets.toArray(Long[]::new),
                after);
    }

    /** Deployments that have something to do and room to do it. */
    @Transactional
    List<Long> restless() {
        return database.query("""
                SELECT id FROM deployment
                WHERE state IN ('RUNNING', 'CANCELLING')
                  AND (pending > 0 AND queued + running + unknown < max_parallel
                       OR pending + queued + running + unknown = 0)
                ORDER BY id""", row -> row.getLong(1));
    }

    @Transactional
    void forgetIdempotencyKeys() {
        database.update("DELETE FROM idempotency_key WHERE created_at < now() - interval '7 days'");
    }
}
