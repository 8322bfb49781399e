package io.drover.contracts;

import java.time.Instant;

/**
 * An orchestrator speaks to itself through the topic of the agents, which has one partition: when it reads this, it has
 * read all that agents had said before. Only by this clock may it call an agent silent.
 *
 * @param orchestrator which process speaks; the key of the record
 * @param at by that process' clock
 */
public record OrchestratorBeat(String orchestrator, Instant at) implements AgentEvent {}
