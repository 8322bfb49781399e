package io.drover.orchestrator.reconcile;

import io.drover.contracts.AgentEvent;
import io.drover.orchestrator.pool.PoolKeys;
import io.drover.orchestrator.result.RunResults;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Keeps who is alive and what the pools seal with, and takes back that a run is lost when an agent names it after all. */
@ApplicationScoped
class SignsOfLife {
    private final SignStore store;
    private final RunResults results;
    private final PoolKeys keys;

    SignsOfLife(SignStore store, RunResults results, PoolKeys keys) {
        this.store = store;
        this.results = results;
        this.keys = keys;
    }

    /**
     * Takes in beats. Killed in between, the beats are read again; a run that is not taken back now is named again by the
     * next beat.
     */
    void hear(List<AgentEvent> events) {
        QuarkusTransaction.requiringNew().call(() -> takeIn(events)).forEach(results::revived);
    }

    /** Runs that are named by these beats and are taken for lost, by deployment; within a transaction. */
    Map<Long, List<Long>> takeIn(List<AgentEvent> events) {
        Hearing hearing = store.lock();
        hearing.hear(events);
        store.write(hearing);
        keys.heard(hearing.agents().stream().map(Hearing.HeardAgent::beat).toList());
        return store.lostAmong(hearing.runs().keySet());
    }
}
