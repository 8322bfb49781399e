package io.drover.status.projection;

import io.drover.contracts.RunState;
import java.time.Instant;

/**
 * What was said about the end of one attempt.
 *
 * @param byAgent true when an agent reported it, false when the orchestrator settled it
 * @param at when it ended, for choosing between equals
 * @param fingerprint of its error, null when it did not fail
 */
record Word(RunState state, String reason, boolean byAgent, Instant at, String fingerprint) {}
