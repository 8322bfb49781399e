package io.drover.status.projection;

import java.time.Instant;
import java.util.Objects;

/**
 * The newest sign of life of a run: an agent began an attempt, or gave it back. A copy of the command that another agent
 * gives back says nothing of the one that is executed, nor does a copy of an earlier sending that the same agent had.
 *
 * @param attempt 0 when there was none
 * @param epoch of the command; by it the later sending is known, whatever clocks say
 * @param at by the agent's clock; null when it was not told
 */
record Sign(int attempt, long epoch, boolean begun, Instant at, String agent) {
    static final Sign NONE = new Sign(0, 0, false, null, null);

    /** The sign that counts when another is heard; hearing one again changes nothing. */
    Sign and(Sign heard) {
        if (heard.attempt != attempt) {
            return heard.attempt > attempt ? heard : this;
        }
        boolean later = heard.epoch > epoch;
        boolean changes = heard.begun || (begun ? Objects.equals(agent, heard.agent) : later);
        boolean newer = heard.epoch == epoch ? heard.isAfter(at) : later;
        return changes && newer ? heard : this;
    }

    boolean isAfter(Instant time) {
        return time == null ? at != null : at != null && at.isAfter(time);
    }
}
