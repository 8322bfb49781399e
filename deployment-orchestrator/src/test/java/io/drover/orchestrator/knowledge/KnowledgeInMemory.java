package io.drover.orchestrator.knowledge;

import io.drover.orchestrator.rollout.Tables;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What is known of targets, kept as {@link KnowledgeStore} keeps it; no simulation lasts until it is too old. */
@Vetoed
public final class KnowledgeInMemory extends KnowledgeStore {
    private final Tables tables;
    private final Map<Long, Knowledge.Fact> facts = new HashMap<>();

    public KnowledgeInMemory(Tables tables) {
        super(null, Duration.ofDays(7));
        this.tables = tables;
    }

    @Override
    protected void put(Collection<Knowledge.Fact> told) {
        told.forEach(fact ->
                facts.merge(fact.target(), fact, (known, heard) -> heard.runSeq() >= known.runSeq() ? heard : known));
    }

    @Override
    public Map<Long, String> upToDate(Collection<Long> targets, String directory, String digest) {
        Map<Long, String> known = new TreeMap<>();
        for (long target : targets) {
            Knowledge.Fact fact = facts.get(target);
            boolean busy = tables.runs.values().stream()
                    .anyMatch(run -> run.target.id == target && !run.state().isTerminal());
            if (fact != null && !busy && digest.equals(fact.digest()) && directory.equals(fact.directory())) {
                known.put(target, fact.current() == null ? "" : fact.current());
            }
        }
        return known;
    }
}
