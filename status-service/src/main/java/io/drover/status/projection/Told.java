package io.drover.status.projection;

import io.drover.contracts.RunState;
import java.time.Instant;

/**
 * What the orchestrator calls an attempt that has not ended: UNKNOWN when it lost it, RUNNING when it found it alive
 * again, and so on, as often as it changes its mind. The word with the highest sequence counts.
 *
 * @param attempt 0 when it said nothing
 * @param sequence aggregate sequence of the event that said it
 */
record Told(int attempt, long sequence, RunState state, String reason, Instant at) {
    static final Told NOTHING = new Told(0, 0, null, null, null);

    /** What counts when another word is heard. */
    Told and(Told heard) {
        boolean newer = heard.attempt != attempt ? heard.attempt > attempt : heard.sequence > sequence;
        return newer ? heard : this;
    }
}
