package io.drover.orchestrator.reconcile;

import io.drover.contracts.RunState;
import io.drover.orchestrator.rollout.Tables;
import io.drover.orchestrator.rollout.Tables.Run;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Signs of life, kept as {@link SignStore} keeps them. */
@Vetoed
public final class SignsInMemory extends SignStore {
    private static final Duration FINE_ENOUGH = Duration.ofSeconds(2);

    private final Tables tables;

    public SignsInMemory(Tables tables) {
        super(null);
        this.tables = tables;
    }

    @Override
    Hearing lock() {
        return new Hearing(tables.heardAt, tables.since);
    }

    @Override
    void write(Hearing hearing) {
        tables.heardAt = hearing.heardAt();
        tables.since = hearing.since();
        hearing.agents().forEach(heard -> {
            Tables.Agent known = tables.agents.get(heard.beat().agent());
            if (known == null || !heard.at().isBefore(known.beatAt())) {
                tables.agents.put(
                        heard.beat().agent(),
                        new Tables.Agent(
                                heard.beat().pool(),
                                heard.beat().free(),
                                heard.beat().leaving(),
                                heard.at()));
            }
        });
        hearing.runs().forEach((id, at) -> {
            Run run = tables.runs.get(id);
            if (run != null
                    && run.state().holdsSlot()
                    && (run.signAt == null || run.signAt.isBefore(at.minus(FINE_ENOUGH)))) {
                run.signAt = at;
            }
        });
    }

    @Override
    Map<Long, List<Long>> lostAmong(Collection<Long> runs) {
        return byDeployment(run -> runs.contains(run.row.id()) && run.state() == RunState.UNKNOWN, Integer.MAX_VALUE);
    }

    @Override
    Map<Long, List<Long>> silent(int limit) {
        return byDeployment(
                run -> run.state() == RunState.RUNNING
                        && tables.isSilent(run, Duration.ofMillis(tables.deployments.get(run.deployment).lostAfterMs)),
                limit);
    }

    private Map<Long, List<Long>> byDeployment(Predicate<Run> wanted, int limit) {
        return tables.runs.values().stream()
                .filter(wanted)
                .limit(limit)
                .collect(Collectors.groupingBy(
                        run -> run.deployment,
                        TreeMap::new,
                        Collectors.mapping(run -> run.row.id(), Collectors.toList())));
    }
}
