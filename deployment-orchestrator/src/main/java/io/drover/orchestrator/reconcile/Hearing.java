package io.drover.orchestrator.reconcile;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.AgentEvent;
import io.drover.contracts.OrchestratorBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was heard when, by the orchestrators' own beats in the topic: a beat of an agent counts as of the newest own beat
 * before it, so no clock of an agent matters and nobody is called silent whose words are unread. Own beats of several
 * replicas may be out of step; the highest counts. A gap in them is a time of deafness: silence is counted from its end.
 *
 * <p>Beats that come twice or late change nothing: time never goes back.
 */
public final class Hearing {
    /** Own beats come every second; after so long without one, nobody could be heard. */
    static final Duration DEAF_AFTER = Duration.ofSeconds(5);

    private final Map<String, HeardAgent> agents = new LinkedHashMap<>();
    private final Map<Long, Instant> runs = new HashMap<>();
    private Instant heardAt;
    private Instant since;

    /**
     * Goes on where hearing stood.
     *
     * @param since since when there was no gap
     */
    public Hearing(Instant heardAt, Instant since) {
        this.heardAt = heardAt;
        this.since = since;
    }

    /** The newest beat of an agent. */
    public record HeardAgent(AgentBeat beat, Instant at) {}

    /** Takes in what was said, in the order of the topic. */
    public void hear(Collection<? extends AgentEvent> events) {
        for (AgentEvent event : events) {
            if (event instanceof OrchestratorBeat own) {
                heard(own.at());
            } else if (event instanceof AgentBeat beat) {
                agents.put(beat.agent(), new HeardAgent(beat, heardAt));
                beat.runsHeld().forEach(run -> runs.put(run, heardAt));
                beat.runsWaiting().forEach(run -> runs.put(run, heardAt));
            }
        }
    }

    private void heard(Instant at) {
        if (!at.isAfter(heardAt)) {
            return;
        }
        if (Duration.between(heardAt, at).compareTo(DEAF_AFTER) > 0) {
            since = at;
        }
        heardAt = at;
    }

    public Instant heardAt() {
        return heardAt;
    }

    public Instant since() {
        return since;
    }

    /** Agents that spoke. */
    public List<HeardAgent> agents() {
        return List.copyOf(agents.values());
    }

    /** Runs that agents named, and when. */
    public Map<Long, Instant> runs() {
        return Map.copyOf(runs);
    }
}
