package io.drover.orchestrator.rollout;

import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned.PlannedRun;
import io.drover.contracts.RunsSettled.SettledRun;
import io.drover.orchestrator.result.RunRow;
import io.drover.orchestrator.result.RunRows;
import io.drover.orchestrator.rollout.Tables.Run;
import io.drover.orchestrator.rollout.Tables.Target;
import jakarta.enterprise.inject.Vetoed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Steps of many runs at once, as {@link RunSteps} takes them. */
@Vetoed
public final class StepsInMemory extends RunSteps {
    static final String WAVE = "all";

    private final Tables tables;

    public StepsInMemory(Tables tables) {
        super(null);
        this.tables = tables;
    }

    @Override
    protected boolean anyResolved(Collection<Retryable> runs) {
        return false;
    }

    @Override
    protected List<SettledRun> cancelPending(long deployment) {
        return tables.of(deployment, RunState.PENDING)
                .map(run -> settle(run, RunState.CANCELLED, "cancelled"))
                .toList();
    }

    SettledRun settle(Run run, RunState state, String reason) {
        tables.write(run, RunRows.settled(run.row, state, reason, tables.now()));
        return settled(run, null, false);
    }

    private static SettledRun settled(Run run, String current, boolean nothingPending) {
        RunRow row = run.row;
        return new SettledRun(
                row.id(),
                row.target(),
                row.runSeq(),
                row.attempt(),
                row.state(),
                row.reason(),
                null,
                row.finishedAt(),
                current,
                nothingPending);
    }

    @Override
    protected Set<String> askLostAgain(long deployment, Collection<String> names) {
        Set<String> asked = new TreeSet<>();
        tables.of(deployment, RunState.UNKNOWN)
                .filter(run -> names.isEmpty() || names.contains(run.target.name()))
                .forEach(run -> {
                    tables.write(run, run.row.with(draft -> {
                        draft.inspectAt = tables.now();
                        draft.inspections = 0;
                    }));
                    asked.add(run.target.name());
                });
        return asked;
    }

    @Override
    protected List<Retryable> retryable(long deployment) {
        return tables.of(deployment)
                .filter(run -> run.state() == RunState.FAILED || run.state() == RunState.UNREACHABLE)
                .sorted(Comparator.comparingInt(run -> run.position))
                .map(run -> new Retryable(run.row.id(), run.target.id, run.target.name(), null, run.state()))
                .toList();
    }

    @Override
    protected Set<String> targetNames(long deployment) {
        return tables.of(deployment).map(run -> run.target.name()).collect(Collectors.toSet());
    }

    @Override
    protected Map<Long, Barred> lockAndFindBarred(long deployment, Collection<Retryable> runs) {
        Map<Long, Barred> barred = new LinkedHashMap<>();
        for (Retryable run : runs) {
            boolean touched = tables.runs.values().stream()
                    .anyMatch(newer -> newer.target.id == run.target()
                            && newer.deployment > deployment
                            && newer.state() != RunState.CANCELLED
                            && newer.state() != RunState.SKIPPED);
            if (touched) {
                barred.put(run.target(), new Barred(run.name(), false));
            }
        }
        return barred;
    }

    @Override
    protected List<PlannedRun> retry(Collection<Retryable> runs) {
        List<Long> ids = runs.stream().map(Retryable::run).toList();
        ids.stream().map(tables.runs::get).forEach(run -> {
            tables.write(run, RunRows.retried(run.row));
            run.claimedAt = null;
            run.sentAt = null;
            run.signAt = null;
        });
        return describe(ids);
    }

    @Override
    public List<SettledRun> settleKnown(long deployment, Map<Long, String> known) {
        return tables.of(deployment)
                .filter(run -> known.containsKey(run.target.id))
                .map(run -> {
                    String current = known.get(run.target.id);
                    settle(run, RunState.NO_ACTION, "known");
                    return settled(run, current.isEmpty() ? null : current, true);
                })
                .toList();
    }

    @Override
    public List<PlannedRun> describe(Collection<Long> runs) {
        return runs.stream()
                .map(tables.runs::get)
                .sorted(Comparator.comparingInt(run -> run.position))
                .map(StepsInMemory::planned)
                .toList();
    }

    @Override
    public List<PlannedRun> plan(long deployment, int wave, String waveName, int position, List<Long> targets) {
        List<PlannedRun> planned = new ArrayList<>();
        for (long id : targets) {
            Target target = tables.targets.get(id);
            long run = tables.runs.size() + 1L;
            RunRow row = RunRow.planned(run, id, ++target.lastRunSeq);
            tables.runs.put(run, new Run(deployment, position + planned.size(), target, row));
            planned.add(planned(tables.runs.get(run)));
        }
        return planned;
    }

    private static PlannedRun planned(Run run) {
        return new PlannedRun(
                run.row.id(),
                run.target.id,
                run.target.name(),
                WAVE,
                run.position,
                run.row.runSeq(),
                run.row.attempt());
    }
}
