package io.drover.status.projection;

import java.time.Instant;
import java.util.Objects;

/**
 * The newest sign of life of a run: an agent began an attempt, or gave it back. A copy of the command that another agent
 * gives back says nothing of the one that is executed.
 *
 * @param attempt 0 when there was none
 * @param at by the agent's clock; null when it was not told
 */
record Sign(int attempt, boolean begun, Instant at, String agent) {
    static final Sign NONE = new Sign(0, false, null, null);

    /** The sign that counts when another is heard; hearing one again changes nothing. */
    Sign and(Sign heard) {
        if (heard.attempt != attempt) {
            return heard.attempt > attempt ? heard : this;
        }
        boolean changes = begun ? !heard.begun && Objects.equals(agent, heard.agent) : heard.begun;
        return changes && heard.isAfter(at) ? heard : this;
    }

    boolean isAfter(Instant time) {
        return time == null ? at != null : at != null && at.isAfter(time);
    }
}
