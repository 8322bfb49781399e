package io.drover.orchestrator.reconcile;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.AgentEvent;
import io.drover.orchestrator.pool.PoolKeys;
import io.drover.orchestrator.result.RunResults;
import io.drover.orchestrator.rollout.Tables;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The orchestrator's ear: production decisions about who is alive, on tables in memory. */
public final class SimulatedHearing {
    private static final int MOST_AT_ONCE = 1_000;

    private final SignsInMemory store;
    private final SignsOfLife signs;

    public SimulatedHearing(Tables tables, RunResults results) {
        this.store = new SignsInMemory(tables);
        this.signs = new SignsOfLife(store, results, new NoKeys());
    }

    /** Takes in beats; the runs that are not lost after all, by deployment. */
    public Map<Long, List<Long>> hear(List<AgentEvent> events) {
        return signs.takeIn(events);
    }

    /** Runs for which nobody vouches any more, by deployment. */
    public Map<Long, List<Long>> silent() {
        return store.silent(MOST_AT_ONCE);
    }

    /** What pools seal with does not matter here. */
    private static final class NoKeys extends PoolKeys {
        NoKeys() {
            super(null);
        }

        @Override
        public void heard(Collection<AgentBeat> beats) {
            // nothing is sealed in the model
        }
    }
}
