package io.drover.orchestrator.result;

import io.drover.contracts.RunState;
import io.drover.orchestrator.rollout.Tables;
import io.drover.orchestrator.rollout.Tables.Run;
import jakarta.enterprise.inject.Vetoed;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes rows as {@link RunResultStore} does; the epoch of a row is the claims' to write. */
@Vetoed
public final class ResultsInMemory extends RunResultStore {
    private final Tables tables;

    public ResultsInMemory(Tables tables) {
        super(null);
        this.tables = tables;
    }

    @Override
    Map<Long, RunRow> find(long deployment, Collection<Long> runs) {
        Map<Long, RunRow> found = new LinkedHashMap<>();
        tables.of(deployment)
                .filter(run -> runs.contains(run.row.id()))
                .forEach(run -> found.put(run.row.id(), run.row));
        return found;
    }

    @Override
    void write(List<RunRow> rows) {
        for (RunRow row : rows) {
            Run run = tables.runs.get(row.id());
            tables.write(run, row.with(draft -> draft.epoch = run.row.epoch()));
            if (row.state() == RunState.RUNNING) {
                run.signAt = tables.heardAt;
            }
        }
    }
}
