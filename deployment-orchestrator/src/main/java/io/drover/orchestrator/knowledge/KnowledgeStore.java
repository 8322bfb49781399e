package io.drover.orchestrator.knowledge;

import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The table of what is known. */
@ApplicationScoped
public class KnowledgeStore {
    private final Database database;
    private final Duration ttl;

    protected KnowledgeStore(
            Database database, @ConfigProperty(name = "drover.knowledge.ttl", defaultValue = "P7D") Duration ttl) {
        this.database = database;
        this.ttl = ttl;
    }

    /** Writes facts about different targets; one about an earlier run than what is known is dropped. */
    protected void put(Collection<Knowledge.Fact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        List<Knowledge.Fact> rows = facts.stream()
                .sorted(Comparator.comparingLong(Knowledge.Fact::target))
                .toList();
        database.update(
                """
                INSERT INTO knowledge AS k (target_id, run_seq, directory, digest, current_version, learned_at)
                SELECT DISTINCT ON (f.target_id) f.*, now()
                FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                    AS f (target_id, run_seq, directory, digest, current_version)
                JOIN target t ON t.id = f.target_id
                ORDER BY f.target_id, f.run_seq DESC
                ON CONFLICT (target_id) DO UPDATE SET run_seq = excluded.run_seq, directory = excluded.directory,
                    digest = excluded.digest, current_version = excluded.current_version,
                    learned_at = excluded.learned_at
                WHERE excluded.run_seq >= k.run_seq""",
                rows.stream().map(Knowledge.Fact::target).toArray(Long[]::new),
                rows.stream().map(Knowledge.Fact::runSeq).toArray(Long[]::new),
                rows.stream().map(Knowledge.Fact::directory).toArray(String[]::new),
                rows.stream().map(Knowledge.Fact::digest).toArray(String[]::new),
                rows.stream().map(Knowledge.Fact::current).toArray(String[]::new));
    }

    /**
     * Of these targets, which the caller holds, those of which it is known that nothing of the content is left to apply,
     * with their highest applied version ("" for none). One with a run that is not over is not known.
     */
    public Map<Long, String> upToDate(Collection<Long> targets, String directory, String digest) {
        Map<Long, String> known = new HashMap<>();
        database.query(
                """
                SELECT k.target_id, coalesce(k.current_version, '') AS current FROM knowledge k
                WHERE k.target_id = ANY (?) AND k.digest = ? AND k.directory = ?
                  AND k.learned_at > now() - make_interval(secs => ?)
                  AND NOT EXISTS (SELECT 1 FROM run r WHERE r.target_id = k.target_id
                      AND r.state IN ('PENDING', 'QUEUED', 'RUNNING', 'UNKNOWN'))""",
                row -> known.put(row.getLong("target_id"), row.getString("current")),
                targets.toArray(Long[]::new),
                digest,
                directory,
                (double) ttl.toSeconds());
        return known;
    }
}
