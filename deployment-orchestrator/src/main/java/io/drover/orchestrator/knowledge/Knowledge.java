package io.drover.orchestrator.knowledge;

import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of targets without asking them (P10): of which content nothing is left to apply. Learned from runs and
 * inspections, forgotten by a run that fails or is lost; the word about the later run of a target counts, so repeated and
 * late events are harmless.
 */
@ApplicationScoped
public class Knowledge {
    private final KnowledgeStore store;

    protected Knowledge(KnowledgeStore store) {
        this.store = store;
    }

    /** A reason to know nothing of a target any more. */
    public record Doubt(long target, long runSeq) {}

    /**
     * A fact about a target; {@code digest} null: nothing is known since that run.
     *
     * @param current the highest applied version
     */
    record Fact(long target, long runSeq, String directory, String digest, String current) {}

    /** Learns from events of known runs, and of none. */
    public void learn(Collection<? extends RunEvent> events, Collection<Long> knownRuns) {
        Map<Long, Fact> facts = new HashMap<>();
        for (RunEvent event : events) {
            Fact fact = knownRuns.contains(event.ref().run()) ? fact(event) : null;
            if (fact != null) {
                facts.merge(fact.target(), fact, (a, b) -> b.runSeq() >= a.runSeq() ? b : a);
            }
        }
        store.put(facts.values());
    }

    /** Forgets. */
    public void forget(List<Doubt> doubts) {
        store.put(doubts.stream()
                .map(doubt -> new Fact(doubt.target(), doubt.runSeq(), null, null, null))
                .toList());
    }

    private static Fact fact(RunEvent event) {
        if (event instanceof RunFinished finished) {
            boolean well = finished.state() == RunState.SUCCEEDED || finished.state() == RunState.NO_ACTION;
            return well
                    ? fact(
                            event,
                            finished.directory(),
                            finished.nothingPending(),
                            finished.digest(),
                            finished.current())
                    : null;
        }
        if (event instanceof RunInspected inspected) {
            boolean open = inspected.finding() == RunInspected.Finding.STILL_RUNNING;
            return open
                    ? null
                    : fact(
                            event,
                            inspected.directory(),
                            inspected.nothingPending(),
                            inspected.digest(),
                            inspected.current());
        }
        return null;
    }

    private static Fact fact(RunEvent event, String directory, boolean nothingPending, String digest, String current) {
        return new Fact(event.ref().target(), event.ref().runSeq(), directory, nothingPending ? digest : null, current);
    }
}
