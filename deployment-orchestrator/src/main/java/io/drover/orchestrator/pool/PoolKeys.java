package io.drover.orchestrator.pool;

import io.drover.contracts.AgentBeat;
import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * The public keys of agent pools, learnt from what agents tell of themselves (P30): the newest told counts. Thread-safe.
 *
 * <p>A beat that comes twice, late or after a kill changes nothing: a key is only replaced by one that was told later.
 */
@ApplicationScoped
public class PoolKeys {
    private static final Logger LOG = Logger.getLogger(PoolKeys.class);

    private final Database database;

    protected PoolKeys(Database database) {
        this.database = database;
    }

    /** Takes what agents tell into account, in the caller's transaction when there is one; beats without a key say nothing. */
    @Transactional
    public void heard(Collection<AgentBeat> beats) {
        // in the order of pools, so that two replicas do not wait for each other
        Map<String, AgentBeat> newest = new TreeMap<>();
        for (AgentBeat beat : beats) {
            if (beat.sealingKey() != null && beat.pool() != null && beat.at() != null) {
                newest.merge(beat.pool(), beat, (one, other) -> one.at().isAfter(other.at()) ? one : other);
            }
        }
        if (!newest.isEmpty()) {
            store(newest.values()).forEach(LOG::info);
        }
    }

    /** Writes keys that are not known yet; what changed, a sentence for each. */
    private Collection<String> store(Collection<AgentBeat> beats) {
        return database.query(
                """
                INSERT INTO agent_pool_key AS known (pool, key, told_by, told_at)
                SELECT pool, key, told_by, told_at FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])
                    AS told (pool, key, told_by, told_at)
                ON CONFLICT (pool) DO UPDATE
                SET key = excluded.key, told_by = excluded.told_by, told_at = excluded.told_at
                WHERE known.key <> excluded.key AND known.told_at < excluded.told_at
                RETURNING pool, told_by""",
                row -> "Passwords are sealed with another key for the agent pool: pool=" + row.getString("pool")
                        + " agent=" + row.getString("told_by"),
                beats.stream().map(AgentBeat::pool).toArray(String[]::new),
                beats.stream().map(AgentBeat::sealingKey).toArray(String[]::new),
                beats.stream().map(AgentBeat::agent).toArray(String[]::new),
                beats.stream().map(AgentBeat::at).toArray(Instant[]::new));
    }

    /** The key of a pool, empty when none of its agents has told one. */
    @Transactional
    Optional<String> find(String pool) {
        return database
                .query("SELECT key FROM agent_pool_key WHERE pool = ?", row -> row.getString("key"), pool)
                .stream()
                .findFirst();
    }
}
